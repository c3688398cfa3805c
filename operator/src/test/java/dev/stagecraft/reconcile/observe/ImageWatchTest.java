package dev.stagecraft.reconcile.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.RegistryCredential.Basic;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which login images are asked for with, and what the answers become. */
class ImageWatchTest {
    private static final String DIGEST = "sha256:" + "1".repeat(64);

    private final List<RegistryCredentials> asked = new CopyOnWriteArrayList<>();
    private ImageResolution answer = new ImageResolution.Resolved(DIGEST, "application/json");

    private final ImageWatch watch = new ImageWatch(
            (name, credentials, platform) -> {
                asked.add(credentials);
                return answer;
            },
            new Inline(),
            Clock.systemUTC(),
            resource -> {});

    @Test
    void imagesAreAskedForWithTheLoginOfTheResource() {
        assertEquals(
                new Pins.Pinned(new TreeMap<>(Map.of("web", "registry.example.com/acme/web@" + DIGEST)), List.of()),
                look(gathered("canary-password")));
        assertEquals(List.of(login("canary-password")), asked);
    }

    @Test
    void newPasswordIsTriedAtOnceAndTheSameOneIsNot() {
        answer = new ImageResolution.Unauthorized("no");
        assertInstanceOf(Pins.Refused.class, look(gathered("canary-password")));
        assertInstanceOf(Pins.Refused.class, look(gathered("canary-password")));

        answer = new ImageResolution.Resolved(DIGEST, "application/json");
        assertInstanceOf(Pins.Pinned.class, look(gathered("rotated-password")));

        assertEquals(List.of(login("canary-password"), login("rotated-password")), asked);
    }

    static Map<String, ImageResolution> troubles() {
        return Map.of(
                "ImageNotFound", new ImageResolution.NotFound("no"),
                "ImageUnauthorized", new ImageResolution.Unauthorized("no"),
                "ImagePlatformMissing", new ImageResolution.WrongPlatform("no"),
                "RegistryUnreachable", new ImageResolution.Unreachable("no", false));
    }

    static List<Map.Entry<String, ImageResolution>> reasons() {
        return List.copyOf(troubles().entrySet());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void everyTroubleHasAReasonOfItsOwn(Map.Entry<String, ImageResolution> trouble) {
        answer = trouble.getValue();

        var refused = assertInstanceOf(Pins.Refused.class, look(gathered("canary-password")));

        assertEquals(trouble.getKey(), refused.finding().reason());
        assertEquals("spec.compose: services.web.image: no", refused.finding().message());
    }

    /** The second look has the answer that the first one asked for. */
    private Pins look(Gathered gathered) {
        return watch.look(gathered, Duration.ofMinutes(5))
                .or(() -> watch.look(gathered, Duration.ofMinutes(5)))
                .orElseThrow();
    }

    private static RegistryCredentials login(String password) {
        return new RegistryCredentials(Map.of("registry.example.com", new Basic("u", Secret.of(password))));
    }

    private static Gathered gathered(String password) {
        return new Gathering()
                .withSecret(
                        "shop-registry",
                        Map.of(
                                ".dockerconfigjson",
                                login(password)
                                        .dockerConfig(Set.of("registry.example.com"))
                                        .reveal()))
                .complete(
                        "web: {image: 'registry.example.com/acme/web:v1'}",
                        "  project: {name: shop, registry: registry.example.com/acme, registrySecretRef: {name: shop-registry}}\n");
    }
}
