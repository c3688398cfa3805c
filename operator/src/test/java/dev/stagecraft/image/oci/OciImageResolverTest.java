package dev.stagecraft.image.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.NotFound;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.ImageResolution.Unauthorized;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.sandbox.registry.RegistryRequest;
import dev.stagecraft.sandbox.registry.SimulatedImage;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.sandbox.registry.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OciImageResolverTest {
    private static final RegistryCredentials NONE = RegistryCredentials.none();

    private final TestClock clock = new TestClock();
    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final OciImageResolver resolver = resolver(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        resolver.close();
        registry.close();
    }

    @Test
    void tagResolvesToItsDigestWithOneHead() {
        var digest = registry.push("acme/web", "v1", "healthy");

        assertEquals(new Resolved(digest, SimulatedImage.MEDIA_TYPE), resolve(tag("v1")));
        assertEquals(List.of(new RegistryRequest("HEAD", "/v2/acme/web/manifests/v1", false, 200)), registry.journal());
    }

    @Test
    void tagIsBelievedForAMinuteAndAskedForAgainAfterwards() {
        var before = registry.push("acme/web", "v1", "healthy");
        assertEquals(before, digest(resolve(tag("v1"))));
        var moved = registry.push("acme/web", "v1", Map.of("commit", "abc"));
        assertNotEquals(before, moved);

        clock.advance(Duration.ofSeconds(59));
        assertEquals(before, digest(resolve(tag("v1"))));
        assertEquals(1, registry.journal().size());

        clock.advance(Duration.ofSeconds(1));
        assertEquals(moved, digest(resolve(tag("v1"))));
    }

    @Test
    void digestResolvesToItselfOnceItIsSeenToExist() {
        var digest = registry.push("acme/web", "v1", "healthy");
        registry.push("acme/web", "v1", "crash");

        assertEquals(digest, digest(resolve(pinned(digest))));
        assertInstanceOf(NotFound.class, resolve(pinned("sha256:" + "0".repeat(64))));
    }

    @Test
    void missingImageIsNotFoundAndNotRemembered() {
        assertEquals(
                new NotFound(
                        tag("v9") + " does not exist in its registry: push it, or correct the image or the version."),
                resolve(tag("v9")));

        var digest = registry.push("acme/web", "v9", "healthy");
        assertEquals(digest, digest(resolve(tag("v9"))));
    }

    @ParameterizedTest
    @CsvSource({"NO_HEAD", "NO_DIGEST"})
    void registryWithoutHeadOrDigestIsAskedForTheManifest(Weather weather) {
        var digest = registry.push("acme/web", "v1", "healthy");
        registry.weather(weather);

        assertEquals(digest, digest(resolve(tag("v1"))));
        assertEquals(
                List.of("HEAD", "GET"),
                registry.journal().stream().map(RegistryRequest::method).toList());
    }

    @Test
    void anonymousTokenIsFetchedOnceAndReusedUntilItExpires() {
        registry.requireToken(300);
        registry.push("acme/web", "v1", "healthy");
        var two = registry.push("acme/web", "v2", "healthy");

        resolve(tag("v1"));
        assertEquals(two, digest(resolve(tag("v2"))));
        assertEquals(
                List.of("HEAD 401", "GET 200", "HEAD 200", "HEAD 200"),
                registry.journal().stream()
                        .map(r -> r.method() + " " + r.status())
                        .toList());
        assertEquals(
                "/token?service=sandbox%2C+registry&scope=repository%3Aacme%2Fweb%3Apull",
                registry.journal().get(1).path());

        clock.advance(Duration.ofSeconds(300));
        assertEquals(two, digest(resolve(tag("v2"))));
        assertEquals(2, tokensFetched());
    }

    @Test
    void tokenOfOneRepositoryIsNotSentToAnother() {
        registry.requireToken(300);
        registry.push("acme/web", "v1", "healthy");
        registry.push("other/web", "v1", "healthy");

        resolve(tag("v1"));
        resolve(new ImageName(registry.authority(), "other/web", Optional.of("v1"), Optional.empty()));

        assertEquals(2, tokensFetched());
        assertFalse(registry.journal().get(3).authorized());
    }

    @Test
    void registryThatRefusesIsUnauthorizedAndSaysWhatToDo() {
        registry.weather(Weather.UNAUTHORIZED);

        var message = assertInstanceOf(Unauthorized.class, resolve(tag("v1"))).message();

        assertTrue(message.contains(tag("v1").toString()) && message.contains("anonymous caller"), message);
    }

    @ParameterizedTest
    @CsvSource({"TOO_MANY_REQUESTS", "SERVER_ERROR"})
    void weatherThatPassesIsRetryable(Weather weather) {
        registry.push("acme/web", "v1", "healthy");
        registry.weather(weather);
        assertTrue(assertInstanceOf(Unreachable.class, resolve(tag("v1"))).retryable());

        registry.weather(Weather.FAIR);
        assertInstanceOf(Resolved.class, resolve(tag("v1")));
    }

    @Test
    void hangEndsAtTheTimeout() {
        registry.weather(Weather.HANGS);
        try (var impatient = resolver(Duration.ofMillis(300))) {
            var unreachable = assertInstanceOf(Unreachable.class, impatient.resolve(tag("v1"), NONE));

            assertTrue(unreachable.retryable());
            assertTrue(unreachable.message().contains("no answer"), unreachable.message());
        }
    }

    @Test
    void closedRegistryIsRetryable() {
        registry.close();

        var unreachable = assertInstanceOf(Unreachable.class, resolve(tag("v1")));

        assertTrue(unreachable.retryable());
        assertTrue(unreachable.message().contains("does not accept connections"), unreachable.message());
    }

    @Test
    void registryThatContradictsItselfIsNotBelieved() {
        var digest = registry.push("acme/web", "v1", "healthy");
        registry.weather(Weather.WRONG_DIGEST);

        var unreachable = assertInstanceOf(Unreachable.class, resolve(pinned(digest)));

        assertFalse(unreachable.retryable());
        assertTrue(unreachable.message().contains("contradicts itself"), unreachable.message());
    }

    private ImageResolution resolve(ImageName name) {
        return resolver.resolve(name, NONE);
    }

    private OciImageResolver resolver(Duration timeout) {
        return new OciImageResolver(new RegistryAccess(Set.of(), timeout, Duration.ofMinutes(1)), clock);
    }

    private ImageName tag(String tag) {
        return new ImageName(registry.authority(), "acme/web", Optional.of(tag), Optional.empty());
    }

    private ImageName pinned(String digest) {
        return new ImageName(registry.authority(), "acme/web", Optional.empty(), Optional.of(digest));
    }

    private long tokensFetched() {
        return registry.journal().stream()
                .filter(request -> request.path().startsWith("/token"))
                .count();
    }

    private static String digest(ImageResolution resolution) {
        return assertInstanceOf(Resolved.class, resolution).digest();
    }
}
