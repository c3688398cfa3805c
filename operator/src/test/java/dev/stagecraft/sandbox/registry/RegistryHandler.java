package dev.stagecraft.sandbox.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The HTTP face of the registry. */
final class RegistryHandler implements HttpHandler {
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");

    private static final Pattern REPOSITORY = Pattern.compile("/v2/(.+)/(manifests|blobs)/[^/]+");

    private record Reply(int status, Map<String, String> headers, ByteBuffer body) {
        Reply(int status, Map<String, String> headers, String body) {
            this(status, headers, UTF_8.encode(body));
        }
    }

    private final SimulatedRegistry registry;

    RegistryHandler(SimulatedRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (registry.weather() == Weather.HANGS) {
                note(exchange, 0);
                registry.hang();
                return;
            }
            var reply = reply(exchange);
            note(exchange, reply.status());
            send(exchange, reply);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals(TokenServer.PATH)) {
            return new TokenServer(registry.tokens())
                    .answer(exchange, authorization(exchange))
                    .map(token -> new Reply(200, Map.of("Content-Type", "application/json"), token))
                    .orElseGet(() -> error(401, Map.of()));
        }
        var weather = registry.weather();
        if (weather == Weather.NO_HEAD ? exchange.getRequestMethod().equals("HEAD") : weather.status() != 200) {
            return error(weather.status(), Map.of());
        }
        var writes = exchange.getRequestMethod().equals("PUT");
        if (!registry.tokens().accepts(authorization(exchange), scope(path) + (writes ? ",push" : ""))) {
            return error(401, Map.of("WWW-Authenticate", registry.tokens().challenge(registry.authority(), path)));
        }
        var match = MANIFEST.matcher(path);
        if (writes && match.matches()) {
            return put(exchange, match.group(1), match.group(2));
        }
        if (path.contains("/blobs/") && !registry.blobOrigin().isEmpty()) {
            return new Reply(307, Map.of("Location", registry.blobOrigin() + path), "");
        }
        var stored = registry.content().get(path);
        if (stored.isPresent()) {
            return new Reply(
                    200,
                    Map.of("Content-Type", stored.get().mediaType()),
                    stored.get().bytes());
        }
        return (match.matches() ? registry.find(match.group(1), match.group(2)) : Optional.<SimulatedImage>empty())
                .map(image -> manifest(image, weather))
                .orElseGet(() -> error(404, Map.of()));
    }

    private Reply put(HttpExchange exchange, String repository, String tag) throws IOException {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var body = exchange.getRequestBody().readAllBytes();
        var refused = registry.refusedWrites();
        if (refused.isPresent()) {
            return new Reply(
                    refused.get().status(),
                    Map.of(),
                    "{\"errors\":[{\"code\":\"%s\",\"message\":\"simulated\"}]}"
                            .formatted(refused.get().code()));
        }
        var digest = registry.put(repository, tag, type, body);
        return new Reply(201, Map.of("Docker-Content-Digest", digest), "");
    }

    private static String scope(String path) {
        var match = REPOSITORY.matcher(path);
        return match.matches() ? "repository:" + match.group(1) + ":pull" : "";
    }

    private static Reply manifest(SimulatedImage image, Weather weather) {
        return switch (weather) {
            case NO_DIGEST -> new Reply(200, Map.of("Content-Type", SimulatedImage.MEDIA_TYPE), image.manifest());
            case WRONG_DIGEST -> served(image, "sha256:" + "0".repeat(64));
            case FAIR, LOSES_WRITES, NO_HEAD, HANGS, UNAUTHORIZED, NOT_FOUND, TOO_MANY_REQUESTS, SERVER_ERROR ->
                served(image, image.digest());
        };
    }

    private static Reply served(SimulatedImage image, String digest) {
        return new Reply(
                200,
                Map.of("Content-Type", SimulatedImage.MEDIA_TYPE, "Docker-Content-Digest", digest),
                image.manifest());
    }

    private static Reply error(int status, Map<String, String> headers) {
        return new Reply(
                status, headers, "{\"errors\":[{\"code\":\"%d\",\"message\":\"simulated\"}]}".formatted(status));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var body = new byte[reply.body().remaining()];
        reply.body().duplicate().get(body);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void note(HttpExchange exchange, int status) {
        registry.note(new RegistryRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                registry.tokens().carries(authorization(exchange)),
                status));
    }

    private static String authorization(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
    }
}
