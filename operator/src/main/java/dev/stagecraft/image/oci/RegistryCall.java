package dev.stagecraft.image.oci;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks for one resource of a registry: gets an anonymous token where one is wanted, and follows the few redirects that
 * registries make. The token never goes to another origin.
 */
final class RegistryCall {
    private static final int MOST_REDIRECTS = 3;
    private final RegistryHttp http;
    private final TokenStore tokens;

    RegistryCall(RegistryHttp http, TokenStore tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /**
     * What is asked for.
     *
     * @param path of the repository at its registry, which is also the scope of the token
     */
    record Target(RegistryEndpoint endpoint, String path, String reference) {
        URI uri() {
            return endpoint.manifest(path, reference);
        }

        URI repository() {
            return endpoint.base().resolve("/v2/" + path);
        }
    }

    Answer send(String method, Target target, Map<String, String> headers) {
        var first = follow(method, target, headers);
        if (!(first instanceof Answer.Got got) || got.status() != 401) {
            return first;
        }
        tokens.forget(target.repository());
        var challenge = BearerChallenge.parse(got.header("WWW-Authenticate"));
        return challenge.isEmpty() ? first : withToken(challenge.get(), method, target, headers);
    }

    private Answer withToken(BearerChallenge challenge, String method, Target target, Map<String, String> headers) {
        var issued = http.send(
                "GET",
                challenge.tokenFor(target.path()),
                Map.of("Accept", "application/json"),
                target.endpoint().insecure());
        if (!(issued instanceof Answer.Got got)) {
            return issued;
        }
        if (got.status() != 200) {
            var refused = got.status() == 401 || got.status() == 403;
            return refused
                    ? got
                    : new Answer.Failed("its token server answered HTTP " + got.status(), got.status() >= 429);
        }
        return tokens.keep(target.repository(), got.body()).isPresent()
                ? follow(method, target, headers)
                : new Answer.Failed("its token server gave no token", true);
    }

    private Answer follow(String method, Target target, Map<String, String> headers) {
        var uri = target.uri();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var answer = http.send(
                    method, uri, at(uri, target, headers), target.endpoint().insecure());
            if (!(answer instanceof Answer.Got got) || !isRedirect(got.status())) {
                return answer;
            }
            try {
                uri = uri.resolve(got.header("Location"));
            } catch (IllegalArgumentException _) {
                return new Answer.Failed("it redirects to something that is not an address", false);
            }
        }
        return new Answer.Failed("it redirects without end", false);
    }

    private Map<String, String> at(URI uri, Target target, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        if (target.endpoint().owns(uri)) {
            tokens.get(target.repository()).ifPresent(token -> all.put("Authorization", "Bearer " + token));
        }
        return all;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
