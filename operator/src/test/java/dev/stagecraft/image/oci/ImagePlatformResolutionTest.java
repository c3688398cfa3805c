package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImagePlatform;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.ImageResolution.Unauthorized;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.ImageResolution.WrongPlatform;
import dev.stagecraft.image.RegistryCredential.Basic;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.sandbox.registry.SimulatedImage;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether an image runs on a platform. */
@Timeout(60)
class ImagePlatformResolutionTest {
    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final OciImageResolver resolver = new OciImageResolver(
            new RegistryAccess(Set.of(), Duration.ofSeconds(10), Duration.ofMinutes(1)), Clock.systemUTC());

    @AfterEach
    void close() {
        resolver.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64", "linux/arm64/v8", "linux/arm/v7"})
    void indexWithThePlatformResolvesToTheIndex(String wanted) {
        var digest = registry.pushIndex(
                "acme/web", "v1", "linux/amd64", "linux/arm64/v8", "linux/arm/v7", "unknown/unknown");

        assertEquals(digest, assertInstanceOf(Resolved.class, resolve(wanted)).digest());
    }

    @Test
    void indexWithoutItListsWhatThereIs() {
        registry.pushIndex("acme/web", "v1", "linux/arm64/v8", "linux/arm/v6", "unknown/unknown");

        assertEquals(
                name() + " is for linux/arm/v6, linux/arm64, and linux/amd64 is wanted: build and push it for that"
                        + " platform too.",
                assertInstanceOf(WrongPlatform.class, resolve("linux/amd64")).message());
    }

    @Test
    void singleImageSaysItInItsConfiguration() {
        var digest = registry.pushFor("acme/web", "v1", "linux/arm64");

        assertEquals(
                digest,
                assertInstanceOf(Resolved.class, resolve("linux/arm64/v8")).digest());
        assertEquals(
                name() + " is for linux/arm64, and linux/amd64 is wanted: build and push it for that platform too.",
                assertInstanceOf(WrongPlatform.class, resolve("linux/amd64")).message());
    }

    @Test
    void answerForOnePlatformIsNotTheAnswerForAnother() {
        registry.pushIndex("acme/web", "v1", "linux/amd64");

        assertInstanceOf(Resolved.class, resolve("linux/amd64"));
        assertInstanceOf(WrongPlatform.class, resolve("linux/arm64"));
        assertInstanceOf(Resolved.class, resolver.resolve(name(), RegistryCredentials.none()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "{\"os\":\"linux\"}"})
    void imageThatDoesNotSayIsForNone(String config) {
        pushConfigured("\"%s\"".formatted(registry.pushBlob("acme/web", config.getBytes(UTF_8))));

        assertEquals(
                name() + " does not say what it runs on, and linux/amd64 is wanted: build and push it for that platform"
                        + " too.",
                assertInstanceOf(WrongPlatform.class, resolve("linux/amd64")).message());
    }

    @Test
    void imageWithoutAConfigurationIsForNone() {
        registry.push("acme/web", "v1", "healthy");

        assertInstanceOf(WrongPlatform.class, resolve("linux/amd64"));
    }

    @Test
    void configurationWithAnotherDigestIsNotBelieved() {
        var digest = "sha256:" + "0".repeat(64);
        registry.serveBlob("acme/web", digest, "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(UTF_8));
        pushConfigured("\"%s\"".formatted(digest));

        assertFalse(assertInstanceOf(Unreachable.class, resolve("linux/amd64")).retryable());
    }

    @Test
    void privateImageIsLookedIntoWithTheLogin() {
        registry.requireUser("acme", "canary-password");
        registry.pushFor("acme/web", "v1", "linux/amd64");
        var login =
                new RegistryCredentials(Map.of(registry.authority(), new Basic("acme", Secret.of("canary-password"))));
        var wanted = ImagePlatform.parse("linux/amd64");

        assertInstanceOf(Resolved.class, resolver.resolve(name(), login, wanted));
        assertInstanceOf(Unauthorized.class, resolver.resolve(name(), RegistryCredentials.none(), wanted));
    }

    private void pushConfigured(String config) {
        var digest = registry.pushManifest(
                "acme/web",
                SimulatedImage.MEDIA_TYPE,
                "{\"schemaVersion\":2,\"config\":{\"digest\":%s},\"layers\":[]}".formatted(config));
        registry.retag("acme/web", "v1", digest);
    }

    private ImageResolution resolve(String platform) {
        return resolver.resolve(name(), RegistryCredentials.none(), ImagePlatform.parse(platform));
    }

    private ImageName name() {
        return new ImageName(registry.authority(), "acme/web", Optional.of("v1"), Optional.empty());
    }
}
