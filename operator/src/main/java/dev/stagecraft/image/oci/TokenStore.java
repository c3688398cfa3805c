package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.image.RegistryCredential;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What to put into {@code Authorization}, one a grant, kept until shortly before it expires. */
final class TokenStore {
    /** What the token protocol says of an answer without {@code expires_in}. */
    private static final long DEFAULT_SECONDS = 60;

    /** How long a registry is known to want the password itself, so that not every request is refused once. */
    private static final Duration BASIC = Duration.ofMinutes(5);

    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final int MOST_TOKENS = 1000;

    private record Header(String value, Instant until) {
        @Override
        public String toString() {
            return "a header until " + until;
        }
    }

    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Grant, Header> headers = new ConcurrentHashMap<>();

    TokenStore(Clock clock) {
        this.clock = clock;
    }

    /** The header last had for this grant, if it is still good. */
    Optional<String> get(Grant grant) {
        return Optional.ofNullable(headers.get(grant))
                .filter(header -> clock.instant().isBefore(header.until()))
                .map(Header::value);
    }

    void forget(Grant grant) {
        headers.remove(grant);
    }

    /** The registry wants the login itself with every request. */
    void keep(Grant grant, RegistryCredential.Basic login) {
        put(grant, new Header("Basic " + login.auth().reveal(), clock.instant().plus(BASIC)));
    }

    /** Takes the token out of the server's answer; false if there is none in it. */
    boolean keep(Grant grant, ByteBuffer answer) {
        try {
            var node = json.readTree(UTF_8.decode(answer.duplicate()).toString());
            var value = node.path("token").asText(node.path("access_token").asText(""));
            if (value.isEmpty() || !value.matches("[\\x21-\\x7e]+")) {
                return false;
            }
            var seconds = Math.clamp(node.path("expires_in").asLong(DEFAULT_SECONDS), 0, 3600);
            put(
                    grant,
                    new Header(
                            "Bearer " + value,
                            clock.instant().plusSeconds(seconds).minus(MARGIN)));
            return true;
        } catch (JacksonException _) {
            return false;
        }
    }

    private void put(Grant grant, Header header) {
        if (headers.size() >= MOST_TOKENS) {
            headers.clear();
        }
        headers.put(grant, header);
    }
}
