package dev.stagecraft.image.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken registry can make the operator do: nothing. */
@Timeout(60)
class RegistrySafetyTest {
    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpServer hostile = server();

    @BeforeEach
    void start() {
        hostile.start();
    }

    @AfterEach
    void stop() {
        hostile.stop(0);
        registry.close();
    }

    @Test
    void tokenDoesNotFollowARedirectToAnotherOrigin() throws IOException {
        // Given a registry that wants a token, takes it, and then redirects to another one
        var digest = registry.push("acme/web", "v1", "healthy");
        hostile.createContext("/token", exchange -> reply(exchange, 200, "", "{\"token\":\"canary\"}"));
        hostile.createContext("/v2/", exchange -> {
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                exchange.getResponseHeaders()
                        .set("Location", "http://" + registry.authority() + exchange.getRequestURI());
                reply(exchange, 307, "", "");
            } else {
                reply(exchange, 401, "Bearer realm=\"http://%s/token\"".formatted(authority()), "");
            }
        });

        // When, Then
        assertEquals(
                digest, assertInstanceOf(Resolved.class, resolve(authority())).digest());
        assertTrue(registry.journal().stream().noneMatch(request -> request.authorized()));
        assertEquals(1, registry.journal().size());
    }

    @Test
    void endlessRedirectEnds() {
        hostile.createContext("/v2/", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().toString());
            reply(exchange, 302, "", "");
        });

        assertEquals("it redirects without end", why(resolve(authority())));
        assertEquals(4, seen.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://169.254.169.254/latest|169.254.169.254 is at 169.254.169.254, which no registry may have",
                "file:///etc/passwd|it points to file://null, which is not an https address",
                "ht!tp://x|it redirects to something that is not an address"
            })
    void redirectToAForbiddenPlaceIsNotFollowed(String location, String why) {
        hostile.createContext("/v2/", exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            reply(exchange, 302, "", "");
        });

        assertEquals(why, why(resolve(authority())));
    }

    @Test
    void realmMustBeHttpsUnlessTheRegistryIsInsecure() {
        var http = new RegistryHttp(RegistryAccess.standard(Set.of()), new AddressGuard(HostLookup.SYSTEM));
        var realm = BearerChallenge.parse("Bearer realm=\"http://auth.example.com/token\"")
                .orElseThrow();

        var answer = http.send("GET", realm.tokenFor("acme/web", "pull"), java.util.Map.of(), false);
        http.close();

        assertEquals(
                new Answer.Failed("it points to http://auth.example.com, which is not an https address", false),
                answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404||its token server answered HTTP 404",
                "503||its token server answered HTTP 503",
                "200|{}|its token server gave no token",
                "200|not json|its token server gave no token",
                "200|{\"token\":\"a\\r\\nX: b\"}|its token server gave no token"
            })
    void tokenServerThatFailsIsSaidSo(int status, String body, String why) {
        hostile.createContext("/token", exchange -> reply(exchange, status, "", body == null ? "" : body));
        hostile.createContext(
                "/v2/",
                exchange -> reply(exchange, 401, "Bearer realm=\"http://%s/token\"".formatted(authority()), ""));

        assertEquals(why, why(resolve(authority())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic realm=\"x\"", "Bearer", "Bearer service=\"x\"", "Bearer realm=\"not a url\""})
    void challengeThatIsNoUsableBearerOneIsLeft(String header) {
        assertEquals(Optional.empty(), BearerChallenge.parse(header));
    }

    @Test
    void endlessBodyIsCut() {
        hostile.createContext("/v2/", exchange -> {
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
            var chunk = new byte[1 << 16];
            try (var body = exchange.getResponseBody()) {
                for (int sent = 0; sent < 512 && exchange.getRequestMethod().equals("GET"); sent++) {
                    body.write(chunk);
                }
            }
        });

        assertEquals("127.0.0.1 broke off, or sent more than it may", why(resolve(authority())));
    }

    @Test
    void emptyAnswerIsNoManifest() {
        hostile.createContext("/v2/", exchange -> reply(exchange, 200, "", ""));

        assertTrue(assertInstanceOf(Unreachable.class, resolve(authority()))
                .message()
                .contains("without a manifest"));
    }

    private static ImageResolution resolve(String registry) {
        var access = new RegistryAccess(Set.of(), Duration.ofSeconds(5), Duration.ofMinutes(1));
        try (var resolver = new OciImageResolver(access, Clock.systemUTC())) {
            return resolver.resolve(
                    new ImageName(registry, "acme/web", Optional.of("v1"), Optional.empty()),
                    RegistryCredentials.none());
        }
    }

    private static String why(ImageResolution resolution) {
        var message = assertInstanceOf(Unreachable.class, resolution).message();
        return message.substring(message.indexOf("asked: ") + 7, message.length() - 1);
    }

    private String authority() {
        return "127.0.0.1:" + hostile.getAddress().getPort();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void reply(HttpExchange exchange, int status, String challenge, String body) throws IOException {
        seen.add(exchange.getRequestURI().toString());
        try (exchange) {
            if (!challenge.isEmpty()) {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
            }
            var bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
