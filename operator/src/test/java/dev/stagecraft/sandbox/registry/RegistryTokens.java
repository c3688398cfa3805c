package dev.stagecraft.sandbox.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who may enter. The tokens that the registry gives out all differ, so that a caller's reuse shows, and are good for
 * their scope only.
 */
final class RegistryTokens {
    private static final String BASIC = "Basic ";

    private final Map<String, String> scopes = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Optional<String> login = Optional.empty();
    private volatile Optional<String> identity = Optional.empty();
    private volatile boolean required;
    private volatile long seconds;

    void require(long seconds) {
        this.seconds = seconds;
        required = true;
    }

    void user(String name, String password) {
        login = Optional.of(BASIC + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8)));
    }

    boolean admits(String dockerConfig) {
        return login.isEmpty() || dockerConfig.contains(login.get().substring(BASIC.length()));
    }

    void identity(String token) {
        identity = Optional.of(token);
    }

    /** The challenge of one who may not enter; the scheme depends on what was required. */
    String challenge(String authority, String path) {
        return required
                ? "Bearer realm=\"http://%s/token\",service=\"sandbox, registry\",scope=\"%s\""
                        .formatted(authority, path)
                : "Basic realm=\"sandbox\"";
    }

    /** @param scope of what is asked for, as {@code repository:acme/web:pull} */
    boolean accepts(String authorization, String scope) {
        if (required) {
            return carries(authorization)
                    && (scope.isEmpty()
                            || scopes.getOrDefault(authorization.substring(7), "")
                                    .startsWith(scope));
        }
        return login.isEmpty() || login.get().equals(authorization);
    }

    boolean carries(String authorization) {
        return (authorization.startsWith("Bearer ") && scopes.containsKey(authorization.substring(7)))
                || (!required && login.filter(authorization::equals).isPresent());
    }

    /** The body of a token server's answer; empty for one who may have none. */
    Optional<String> issue(String authorization, String scope) {
        return login.isPresent() && !login.get().equals(authorization)
                ? Optional.empty()
                : Optional.of(token("token", scope));
    }

    /** The same for an identity token. */
    Optional<String> exchange(String refreshToken, String scope) {
        return identity.filter(refreshToken::equals).map(_ -> token("access_token", scope));
    }

    private String token(String field, String scope) {
        var token = "sandbox-" + count.incrementAndGet();
        scopes.put(token, scope);
        return "{\"%s\":\"%s\",\"expires_in\":%d}".formatted(field, token, seconds);
    }
}
