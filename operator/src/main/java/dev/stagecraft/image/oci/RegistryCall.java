package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
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
     * @param kind {@code manifests} or {@code blobs}
     */
    record Target(RegistryEndpoint endpoint, String path, String kind, String reference) {
        static Target manifest(ImageName name, RegistryAccess access) {
            return of(name, access, "manifests", name.reference());
        }

        static Target blob(ImageName name, RegistryAccess access, String digest) {
            return of(name, access, "blobs", digest);
        }

        private static Target of(ImageName name, RegistryAccess access, String kind, String reference) {
            return new Target(
                    RegistryEndpoint.of(name.registry(), access),
                    RegistryEndpoint.path(name.registry(), name.repository()),
                    kind,
                    reference);
        }

        URI uri() {
            return endpoint.base().resolve("/v2/" + path + "/" + kind + "/" + reference);
        }

        URI repository() {
            return endpoint.base().resolve("/v2/" + path);
        }
    }

    /** One request, without what surrounds it. */
    @FunctionalInterface
    private interface Exchange {
        Answer send(URI uri, Map<String, String> headers, boolean insecure);
    }

    Answer send(String method, Target target, Map<String, String> headers) {
        return call((uri, all, insecure) -> http.send(method, uri, all, insecure), target, headers);
    }

    /** Gets what is too large to be held; the body of the answer is empty. */
    Answer stream(Target target, BodySink sink) {
        return call((uri, all, insecure) -> http.stream(uri, all, insecure, sink), target, Map.of());
    }

    private Answer call(Exchange exchange, Target target, Map<String, String> headers) {
        var first = follow(exchange, target, headers);
        if (!(first instanceof Answer.Got got) || got.status() != 401) {
            return first;
        }
        tokens.forget(target.repository());
        var challenge = BearerChallenge.parse(got.header("WWW-Authenticate"));
        return challenge.isEmpty() ? first : withToken(challenge.get(), exchange, target, headers);
    }

    private Answer withToken(BearerChallenge challenge, Exchange exchange, Target target, Map<String, String> headers) {
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
                ? follow(exchange, target, headers)
                : new Answer.Failed("its token server gave no token", true);
    }

    private Answer follow(Exchange exchange, Target target, Map<String, String> headers) {
        var uri = target.uri();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var answer = exchange.send(
                    uri, at(uri, target, headers), target.endpoint().insecure());
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
