package dev.stagecraft.image.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.RegistryCredential.Basic;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.image.TagResult;
import dev.stagecraft.image.TagResult.NotFound;
import dev.stagecraft.image.TagResult.Refused;
import dev.stagecraft.image.TagResult.Tagged;
import dev.stagecraft.image.TagResult.Unauthorized;
import dev.stagecraft.image.TagResult.Unreachable;
import dev.stagecraft.sandbox.registry.RegistryRequest;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.sandbox.registry.Weather;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OciImageTaggerTest {
    private static final RegistryAccess ACCESS =
            new RegistryAccess(Set.of(), Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final OciImageTagger tagger = new OciImageTagger(ACCESS, Clock.systemUTC());

    @AfterEach
    void close() {
        tagger.close();
        registry.close();
    }

    @Test
    void newTagNamesTheImageByteForByte() {
        var digest = registry.push("acme/web", "build-1", "healthy");

        assertEquals(new Tagged(true), tag(digest, "v1"));
        assertEquals(digest, digestOf("v1"));
        assertEquals(
                List.of("HEAD v1 404", "GET " + digest + " 200", "PUT v1 201", "HEAD v1 200"),
                registry.journal().stream()
                        .limit(4)
                        .map(OciImageTaggerTest::line)
                        .toList());
    }

    @Test
    void indexIsTaggedAsAWhole() {
        var digest = registry.pushIndex("acme/web", "build-1", "linux/amd64", "linux/arm64");

        assertEquals(new Tagged(true), tag(digest, "v1"));
        assertEquals(digest, digestOf("v1"));
    }

    @Test
    void tagThatNamesItAlreadyIsNotWritten() {
        var digest = registry.push("acme/web", "v1", "healthy");

        assertEquals(new Tagged(false), tag(digest, "v1"));
        assertEquals(
                List.of("HEAD v1 200"),
                registry.journal().stream().map(OciImageTaggerTest::line).toList());
    }

    @Test
    void tagOfAnotherImageMoves() {
        registry.push("acme/web", "v1", "crash");
        var digest = registry.push("acme/web", "build-2", "healthy");

        assertEquals(new Tagged(true), tag(digest, "v1"));
        assertEquals(new Tagged(false), tag(digest, "v1"));
        assertEquals(digest, digestOf("v1"));
    }

    @Test
    void imageThatIsNotThereIsNotFound() {
        var missing = assertInstanceOf(NotFound.class, tag("sha256:" + "0".repeat(64), "v1"));

        assertTrue(missing.message().contains("acme/web@sha256:000"), missing.message());
        assertTrue(registry.journal().stream()
                .noneMatch(request -> request.method().equals("PUT")));
    }

    @ParameterizedTest
    @CsvSource({"400, TAG_IMMUTABLE", "405, UNSUPPORTED", "409, CONFLICT", "412, PRECONDITION"})
    void immutableTagIsRefusedWithTheWordOfTheRegistry(int status, String code) {
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.refuseWrites(status, code);

        var refused = assertInstanceOf(Refused.class, tag(digest, "v1"));

        assertTrue(refused.message().contains("(HTTP %d %s)".formatted(status, code)), refused.message());
    }

    @Test
    void textOfTheRegistryIsNotShown() {
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.refuseWrites(400, "<b>you & me</b>");

        assertTrue(assertInstanceOf(Refused.class, tag(digest, "v1")).message().contains("(HTTP 400)"));
    }

    @ParameterizedTest
    @CsvSource({"500, true", "429, true", "418, false"})
    void weatherOnTheWriteIsUnreachable(int status, boolean retryable) {
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.refuseWrites(status, "UNKNOWN");

        assertEquals(
                retryable,
                assertInstanceOf(Unreachable.class, tag(digest, "v1")).retryable());
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR", "TOO_MANY_REQUESTS"})
    void weatherBeforeTheWriteIsUnreachable(Weather weather) {
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.weather(weather);

        assertTrue(assertInstanceOf(Unreachable.class, tag(digest, "v1")).retryable());
    }

    @Test
    void registryThatForgetsWhatItTookIsNotBelieved() {
        registry.push("acme/web", "v1", "crash");
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.weather(Weather.LOSES_WRITES);

        var moved = assertInstanceOf(Unreachable.class, tag(digest, "v1"));
        var absent = assertInstanceOf(Unreachable.class, tag(digest, "v2"));

        assertTrue(moved.retryable() && moved.message().contains("names sha256:"), moved.message());
        assertTrue(absent.retryable() && absent.message().contains("does not have it yet"), absent.message());
    }

    @Test
    void manifestWithAnotherDigestIsNotWritten() {
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.push("acme/web", "v1", "crash");
        registry.weather(Weather.WRONG_DIGEST);

        assertFalse(assertInstanceOf(Unreachable.class, tag(digest, "v1")).retryable());
        assertTrue(registry.journal().stream()
                .noneMatch(request -> request.method().equals("PUT")));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void loginThatMayPushIsNeeded(boolean tokens) {
        if (tokens) {
            registry.requireToken(300);
        }
        registry.requireUser("acme", "canary-password");
        var digest = registry.push("acme/web", "build-1", "healthy");

        var anonymous = assertInstanceOf(Unauthorized.class, tag(digest, "v1"));
        assertTrue(anonymous.message().contains("no credentials for"), anonymous.message());
        assertEquals(new Tagged(true), tagger.tag(name(digest), "v1", login()));
    }

    @Test
    void loginThatMayOnlyReadIsUnauthorized() {
        var digest = registry.push("acme/web", "build-1", "healthy");
        registry.refuseWrites(403, "DENIED");

        var refused = assertInstanceOf(Unauthorized.class, tagger.tag(name(digest), "v1", login()));

        assertTrue(refused.message().contains("write " + registry.authority() + "/acme/web:v1"), refused.message());
        assertFalse(refused.message().contains("canary"), refused.message());
    }

    @Test
    void writeIsNotSentOnToAnotherPlace() throws IOException {
        var seen = new CopyOnWriteArrayList<String>();
        var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var target = "http://" + registry.authority();
        other.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod());
            exchange.getResponseHeaders().set("Location", target + exchange.getRequestURI());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        other.start();
        var digest = registry.push("acme/web", "build-1", "healthy");

        var result = tagger.tag(
                new ImageName(
                        "127.0.0.1:" + other.getAddress().getPort(), "acme/web", Optional.empty(), Optional.of(digest)),
                "v1",
                RegistryCredentials.none());
        other.stop(0);

        assertFalse(assertInstanceOf(Unreachable.class, result).retryable());
        assertEquals(List.of("HEAD", "GET", "PUT"), seen);
        assertTrue(registry.journal().stream()
                .noneMatch(request -> request.method().equals("PUT")));
    }

    @Test
    void imageMustBePinnedAndTheTagBeOne() {
        var unpinned = new ImageName(registry.authority(), "acme/web", Optional.of("v1"), Optional.empty());
        var pinned = name("sha256:" + "0".repeat(64));

        assertThrows(IllegalArgumentException.class, () -> tagger.tag(unpinned, "v1", RegistryCredentials.none()));
        assertThrows(IllegalArgumentException.class, () -> tagger.tag(pinned, "no tag", RegistryCredentials.none()));
    }

    private TagResult tag(String digest, String tag) {
        return tagger.tag(name(digest), tag, RegistryCredentials.none());
    }

    private ImageName name(String digest) {
        return new ImageName(registry.authority(), "acme/web", Optional.empty(), Optional.of(digest));
    }

    private RegistryCredentials login() {
        return new RegistryCredentials(Map.of(registry.authority(), new Basic("acme", Secret.of("canary-password"))));
    }

    private String digestOf(String tag) {
        try (var resolver = new OciImageResolver(ACCESS, Clock.systemUTC())) {
            var name = new ImageName(registry.authority(), "acme/web", Optional.of(tag), Optional.empty());
            return assertInstanceOf(Resolved.class, resolver.resolve(name, RegistryCredentials.none()))
                    .digest();
        }
    }

    private static String line(RegistryRequest request) {
        var path = request.path();
        return request.method() + " " + path.substring(path.lastIndexOf('/') + 1) + " " + request.status();
    }
}
