package dev.stagecraft.image.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.ImageResolution.Unauthorized;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.RegistryCredential;
import dev.stagecraft.image.RegistryCredential.Basic;
import dev.stagecraft.image.RegistryCredential.IdentityToken;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.sandbox.registry.ImageLayer;
import dev.stagecraft.sandbox.registry.RegistryRequest;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private registries: who is let in, and where the credentials go. */
@Timeout(60)
class RegistryLoginTest {
    private static final Basic ACME = new Basic("acme", Secret.of("canary-password"));

    private final TestClock clock = new TestClock();
    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final OciImageResolver resolver = new OciImageResolver(access(), clock);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpServer elsewhere = server();

    @BeforeEach
    void start() {
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        elsewhere.stop(0);
        resolver.close();
        registry.close();
    }

    @Test
    void passwordIsSentOnlyWhenItIsAskedForAndThenAtOnce() {
        registry.requireUser("acme", "canary-password");
        var digest = registry.push("acme/web", "v1", "healthy");
        registry.push("acme/web", "v2", "healthy");

        assertEquals(digest, digest(resolve("v1", with(ACME))));
        resolve("v2", with(ACME));

        assertEquals(List.of("HEAD 401 false", "HEAD 200 true", "HEAD 200 true"), journal());
    }

    @Test
    void loginIsExchangedForATokenOfTheRepository() {
        registry.requireToken(300);
        registry.requireUser("acme", "canary-password");
        var digest = registry.push("acme/web", "v1", "healthy");

        assertEquals(digest, digest(resolve("v1", with(ACME))));
        assertEquals(List.of("HEAD 401 false", "GET 200 false", "HEAD 200 true"), journal());
    }

    @Test
    void identityTokenIsExchangedWithAForm() {
        registry.requireToken(300);
        registry.requireUser("acme", "canary-password");
        registry.acceptIdentity("canary-identity");
        var digest = registry.push("acme/web", "v1", "healthy");

        assertEquals(digest, digest(resolve("v1", with(new IdentityToken(Secret.of("canary-identity"))))));
        assertEquals(List.of("HEAD 401 false", "POST 200 false", "HEAD 200 true"), journal());
        assertEquals("/token", registry.journal().get(1).path());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void missingCredentialsAndRefusedOnesAreTwoThings(boolean tokens) {
        if (tokens) {
            registry.requireToken(300);
        }
        registry.requireUser("acme", "canary-password");
        registry.push("acme/web", "v1", "healthy");

        var anonymous = message(resolve("v1", RegistryCredentials.none()));
        var refused = message(resolve("v1", with(new Basic("acme", Secret.of("old-password")))));

        assertTrue(anonymous.contains("no credentials for " + registry.authority() + " were given"), anonymous);
        assertTrue(refused.contains("does not let the given credentials for " + registry.authority()), refused);
        assertFalse(refused.contains("old-password") || refused.contains("anonymous"), refused);
    }

    @Test
    void identityTokenIsNoPassword() {
        registry.requireUser("acme", "canary-password");

        message(resolve("v1", with(new IdentityToken(Secret.of("canary-identity")))));

        assertEquals(List.of("HEAD 401 false"), journal());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOneLoginOpenedStaysShutForOthers(boolean tokens) {
        if (tokens) {
            registry.requireToken(300);
        }
        registry.requireUser("acme", "canary-password");
        registry.push("acme/web", "v1", "healthy");

        assertInstanceOf(Resolved.class, resolve("v1", with(ACME)));

        message(resolve("v1", RegistryCredentials.none()));
        message(resolve("v1", with(new Basic("acme", Secret.of("other-password")))));
        assertInstanceOf(Resolved.class, resolve("v1", with(ACME)));
    }

    @Test
    void rotatedPasswordIsUsedAtOnce() {
        registry.requireUser("acme", "canary-password");
        registry.push("acme/web", "v1", "healthy");
        resolve("v1", with(ACME));

        registry.requireUser("acme", "rotated-password");

        assertInstanceOf(Resolved.class, resolve("v1", with(new Basic("acme", Secret.of("rotated-password")))));
    }

    @Test
    void loginOfAnotherRegistryIsNotSent() {
        registry.requireUser("acme", "canary-password");

        message(resolve("v1", new RegistryCredentials(Map.of("registry.example.com", ACME))));

        assertEquals(List.of("HEAD 401 false"), journal());
    }

    @Test
    void filesOfAPrivateImageAreReadWithTheLoginAndKeptForItAlone() {
        registry.requireUser("acme", "canary-password");
        var digest = registry.pushLayers(
                "acme/web", new ImageLayer().file("db/001.sql", "one").gzip());
        var name = new ImageName(registry.authority(), "acme/web", Optional.empty(), Optional.of(digest));

        try (var images = new OciImageFiles(access(), SourceLimits.forImages(), Clock.systemUTC())) {
            assertInstanceOf(ImageDirectory.Found.class, images.read(name, "/db", with(ACME)));
            assertInstanceOf(ImageDirectory.Unauthorized.class, images.read(name, "/db", RegistryCredentials.none()));
        }
    }

    @Test
    void layerAtAnotherOriginIsFetchedWithoutTheLogin() {
        registry.requireUser("acme", "canary-password");
        var layer = new ImageLayer().file("db/001.sql", "one").gzip();
        var digest = registry.pushLayers("acme/web", layer);
        registry.redirectBlobs("http://" + elsewhere());
        elsewhere.createContext("/", exchange -> reply(exchange, "", layer));
        var name = new ImageName(registry.authority(), "acme/web", Optional.empty(), Optional.of(digest));

        try (var images = new OciImageFiles(access(), SourceLimits.forImages(), Clock.systemUTC())) {
            assertInstanceOf(ImageDirectory.Found.class, images.read(name, "/db", with(ACME)));
        }
        assertEquals(List.of("none"), seen);
    }

    @Test
    void redirectedRegistryDoesNotPassTheLoginOn() {
        elsewhere.createContext("/", exchange -> reply(exchange, "Basic realm=\"x\"", new byte[0]));
        var passing = server();
        passing.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + elsewhere() + "/v2/acme/web/manifests/v1");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        passing.start();
        var host = "127.0.0.1:" + passing.getAddress().getPort();

        message(resolver.resolve(
                new ImageName(host, "acme/web", Optional.of("v1"), Optional.empty()),
                new RegistryCredentials(Map.of(host, ACME))));
        passing.stop(0);

        assertEquals(List.of("none", "none"), seen);
    }

    @Test
    void loginIsNotSentToARealmWithoutTls() {
        // Given a registry whose own name is spoken to over TLS only, and that names a plain realm
        var http = new RegistryHttp(RegistryAccess.standard(Set.of()), new AddressGuard(HostLookup.SYSTEM));
        var name = new ImageName("registry.example.com", "acme/web", Optional.of("v1"), Optional.empty());
        var target = RegistryCall.Target.manifest(
                name, access(), new RegistryCredentials(Map.of("registry.example.com", ACME)));
        var challenge = "Bearer realm=\"http://%s/token\"".formatted(elsewhere());
        elsewhere.createContext("/", exchange -> reply(exchange, "", new byte[0]));

        var answer = new Login(http, new TokenStore(clock))
                .at(
                        target,
                        new Answer.Got(
                                401,
                                java.net.http.HttpHeaders.of(
                                        Map.of("WWW-Authenticate", List.of(challenge)), (_, _) -> true),
                                java.nio.ByteBuffer.allocate(0)));
        http.close();

        assertEquals(
                Optional.of(new Answer.Failed("it points to http://127.0.0.1, which is not an https address", false)),
                answer);
        assertEquals(List.of(), seen);
    }

    @Test
    void tokenServerThatIsAwayIsUnreachable() {
        elsewhere.createContext(
                "/v2/", exchange -> reply(exchange, "Bearer realm=\"http://127.0.0.1:1/t\"", new byte[0]));

        var answer = resolver.resolve(
                new ImageName(elsewhere(), "acme/web", Optional.of("v1"), Optional.empty()),
                new RegistryCredentials(Map.of(elsewhere(), ACME)));

        assertTrue(assertInstanceOf(Unreachable.class, answer).retryable());
    }

    private ImageResolution resolve(String tag, RegistryCredentials credentials) {
        return resolver.resolve(
                new ImageName(registry.authority(), "acme/web", Optional.of(tag), Optional.empty()), credentials);
    }

    private RegistryCredentials with(RegistryCredential login) {
        return new RegistryCredentials(Map.of(registry.authority(), login));
    }

    private List<String> journal() {
        return registry.journal().stream()
                .map((RegistryRequest r) -> r.method() + " " + r.status() + " " + r.authorized())
                .toList();
    }

    private static String digest(ImageResolution resolution) {
        return assertInstanceOf(Resolved.class, resolution).digest();
    }

    private static String message(ImageResolution resolution) {
        return assertInstanceOf(Unauthorized.class, resolution).message();
    }

    private static RegistryAccess access() {
        return new RegistryAccess(Set.of(), Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    private String elsewhere() {
        return "127.0.0.1:" + elsewhere.getAddress().getPort();
    }

    private void reply(HttpExchange exchange, String challenge, byte[] body) throws IOException {
        seen.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("none"));
        try (exchange) {
            if (!challenge.isEmpty()) {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
            }
            exchange.sendResponseHeaders(challenge.isEmpty() ? 200 : 401, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
