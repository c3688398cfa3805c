package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredentials;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Asks for one resource of a registry: logs in where that is wanted, and follows the few redirects that registries make.
 * Neither a token nor a password ever follows to another origin.
 */
final class RegistryCall {
    private static final int MOST_REDIRECTS = 3;
    private final RegistryHttp http;
    private final TokenStore tokens;
    private final Login login;

    RegistryCall(RegistryHttp http, TokenStore tokens) {
        this.http = http;
        this.tokens = tokens;
        login = new Login(http, tokens);
    }

    /**
     * What is asked for.
     *
     * @param path of the repository at its registry, which is also the scope of the token
     * @param resource {@code manifests} or {@code blobs}, and the reference
     */
    record Target(RegistryEndpoint endpoint, String path, String resource, Grant grant) {
        static Target manifest(ImageName name, RegistryAccess access, RegistryCredentials credentials) {
            return of(name, access, "manifests/" + name.reference(), credentials);
        }

        /** The tag of the same repository, to be read or, with the right to push, to be set. */
        static Target tag(
                ImageName name, RegistryAccess access, RegistryCredentials credentials, String tag, String actions) {
            return of(name, access, "manifests/" + tag, credentials).allowing(actions);
        }

        static Target blob(ImageName name, RegistryAccess access, RegistryCredentials credentials, String digest) {
            return of(name, access, "blobs/" + digest, credentials);
        }

        private static Target of(
                ImageName name, RegistryAccess access, String resource, RegistryCredentials credentials) {
            var endpoint = RegistryEndpoint.of(name.registry(), access);
            var path = RegistryEndpoint.path(name.registry(), name.repository());
            var repository = endpoint.base().resolve("/v2/" + path);
            return new Target(
                    endpoint, path, resource, new Grant(repository, "pull", credentials.forRegistry(name.registry())));
        }

        private Target allowing(String actions) {
            return new Target(endpoint, path, resource, new Grant(grant.repository(), actions, grant.credential()));
        }

        URI uri() {
            return endpoint.base().resolve("/v2/" + path + "/" + resource);
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

    /** Puts bytes there. What is written is not sent on: a redirect is the answer. */
    Answer put(Target target, String mediaType, byte[] body) {
        var headers = Map.of("Content-Type", mediaType);
        return loggedIn(
                () -> http.send(
                        "PUT",
                        target.uri(),
                        at(target.uri(), target, headers),
                        body,
                        target.endpoint().insecure()),
                target);
    }

    /** Gets what is too large to be held; the body of the answer is empty. */
    Answer stream(Target target, BodySink sink) {
        return call((uri, all, insecure) -> http.stream(uri, all, insecure, sink), target, Map.of());
    }

    private Answer call(Exchange exchange, Target target, Map<String, String> headers) {
        return loggedIn(() -> follow(exchange, target, headers), target);
    }

    private Answer loggedIn(Supplier<Answer> attempt, Target target) {
        var first = attempt.get();
        if (!(first instanceof Answer.Got got) || got.status() != 401) {
            return first;
        }
        tokens.forget(target.grant());
        return login.at(target, got).orElseGet(attempt);
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
            tokens.get(target.grant()).ifPresent(header -> all.put("Authorization", header));
        }
        return all;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
