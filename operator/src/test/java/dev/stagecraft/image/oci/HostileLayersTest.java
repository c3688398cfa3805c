package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageDirectory.Found;
import dev.stagecraft.image.ImageDirectory.Refused;
import dev.stagecraft.image.ImageDirectory.Unreachable;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.sandbox.registry.ImageLayer;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.source.SourceLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image or a registry that means harm can cost: a refusal. */
@Timeout(60)
class HostileLayersTest {
    private static final String REPOSITORY = "acme/web";
    private static final int KIB = 1024;

    private final SimulatedRegistry registry = SimulatedRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void layerWithAnotherDigestCountsForNothing() {
        var layer = new ImageLayer().file("db/001.sql", "select 1").gzip();
        var image = push(layer);
        registry.serveBlob(
                REPOSITORY,
                registry.pushBlob(REPOSITORY, layer),
                new ImageLayer().file("db/001.sql", "drop table x").gzip());

        assertRefused("the registry contradicts itself: layer sha256:", image);
    }

    @Test
    void layerWithAnotherSizeThanItsManifestSaysIsRefused() {
        var layer = new ImageLayer().file("db/001.sql", "select 1").gzip();
        var manifest = manifest("application/vnd.oci.image.layer.v1.tar+gzip", registry.pushBlob(REPOSITORY, layer));

        assertRefused("the registry contradicts itself", named(manifest));
    }

    @Test
    void manifestWithAnotherDigestIsRefused() {
        var digest = "sha256:" + "0".repeat(64);
        var image = named(digest);
        try (var lying = new LyingServer(_ -> "{\"layers\":[]}".getBytes(UTF_8))) {
            assertRefused("its manifest has another digest", at(lying.authority(), image));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.oci.image.layer.v1.tar+zstd, compressed with zstd",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip, of a kind that is not supported"
    })
    void layersOfOtherKindsAreRefused(String mediaType, String why) {
        assertRefused(why, named(manifest(mediaType, "sha256:" + "0".repeat(64))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|lists no layers",
                "not json|is not JSON",
                "{\"layers\":[{\"digest\":\"sha512:00\"}]}|without a sha256 digest",
                "{\"schemaVersion\":1,\"fsLayers\":[]}|of an old kind"
            })
    void manifestsThatAreNoneAreRefused(String json, String why) {
        assertRefused(why, named(registry.pushManifest(REPOSITORY, "application/json", json)));
    }

    @Test
    void indexOfAnIndexIsRefused() {
        var index = "{\"manifests\":[{\"digest\":\"%s\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
        var inner = registry.pushManifest(REPOSITORY, "x/y", index.formatted("sha256:" + "0".repeat(64)));

        assertRefused(
                "its index lists another index",
                named(registry.pushManifest(REPOSITORY, "x/y", index.formatted(inner))));
    }

    @Test
    void gzipThatUnpacksWithoutEndIsCut() {
        var bomb =
                new ImageLayer().file("elsewhere/zeros", new byte[4096 * KIB]).gzip();
        assertTrue(bomb.length < 16 * KIB);

        assertRefused("become more than 2 MiB when they are unpacked", push(bomb));
    }

    @Test
    void moreThanTheTransferLimitIsCut() {
        var noise = new byte[3072 * KIB];
        new java.util.Random(1).nextBytes(noise);

        assertRefused(
                "layers are larger than 1 MiB together",
                push(new ImageLayer().file("x", noise).gzip()));
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'L', 'K'})
    void hugeNameOrAttributeIsCut(char kind) {
        var value = "path=" + "n".repeat(1200 * KIB) + "\n";
        var record = (value.length() + 8) + " " + value;

        assertRefused(
                "a name or attributes of more than 1 MiB",
                push(new ImageLayer()
                        .raw("PaxHeaders/x", kind, record.getBytes(UTF_8))
                        .file("db/001.sql", "")
                        .gzip()));
    }

    @Test
    void longNamesAreReadInBothForms() {
        var name = "db/" + "n".repeat(300) + ".sql";
        var pax = new ImageLayer().file(name, "one");
        var gnu =
                new ImageLayer().raw("././@LongLink", 'L', name.getBytes(UTF_8)).file("db/short", "one");

        for (var layer : List.of(pax, gnu)) {
            var found = assertInstanceOf(Found.class, read(push(layer.gzip()), Duration.ofSeconds(30)));
            assertEquals("db/" + found.files().byName().firstKey(), name);
        }
    }

    @Test
    void tooLargeOrTooManyFilesAreRefused() {
        assertRefused(
                "/db/dump is larger than 64 KiB",
                push(new ImageLayer().file("db/dump", new byte[65 * KIB]).gzip()));
        var many = new ImageLayer();
        for (int i = 0; i < 21; i++) {
            many.file("db/%d.sql".formatted(i), "");
        }
        assertRefused("the directory has more than 20 files", push(many.gzip()));
        var large = new ImageLayer();
        for (int i = 0; i < 20; i++) {
            large.file("db/%d.sql".formatted(i), new byte[60 * KIB]);
        }
        assertRefused("its files are larger than 1 MiB together", push(large.gzip()));
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        var noise = new byte[2 * KIB];
        new java.util.Random(1).nextBytes(noise);
        noise[0] = 0x1f;
        assertRefused("is not the gzipped tar archive", push(noise));
        assertRefused("is not the tar archive", push("x".repeat(2 * KIB).getBytes(UTF_8)));
        var cut = new ImageLayer().file("db/001.sql", "x".repeat(KIB)).gzip();
        assertRefused("is not the gzipped tar archive", push(java.util.Arrays.copyOf(cut, cut.length / 2)));
    }

    @Test
    void layerThatNeverEndsIsLeftAfterTheTime() {
        var release = new CountDownLatch(1);
        var manifest =
                "{\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"sha256:%s\"}]}"
                        .formatted("0".repeat(64));
        var digest = registry.pushManifest(REPOSITORY, "x/y", manifest);
        try (var slow = new LyingServer(uri -> {
            if (uri.getPath().contains("/manifests/")) {
                return manifest.getBytes(UTF_8);
            }
            release.await();
            return new byte[0];
        })) {
            var answer = read(at(slow.authority(), named(digest)), Duration.ofMillis(500));
            release.countDown();

            assertTrue(assertInstanceOf(Unreachable.class, answer).retryable(), answer.toString());
        }
    }

    @Test
    void redirectOfALayerToAForbiddenPlaceIsNotFollowed() {
        var manifest =
                "{\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"sha256:%s\"}]}"
                        .formatted("0".repeat(64));
        var image = named(registry.pushManifest(REPOSITORY, "x/y", manifest));
        try (var hub = new LyingServer(_ -> manifest.getBytes(UTF_8))) {
            hub.redirect("/v2/" + REPOSITORY + "/blobs/", "http://169.254.169.254/latest");
            var answer = read(at(hub.authority(), image), Duration.ofSeconds(10));

            assertEquals(
                    new Unreachable(
                            "The registry of %s could not be asked: 169.254.169.254 is at 169.254.169.254, which no registry may have."
                                    .formatted(at(hub.authority(), image)),
                            false),
                    answer);
        }
    }

    @Test
    void tokenDoesNotFollowALayerToAnotherOrigin() {
        // Given a registry that wants a token and keeps its layers elsewhere
        var layer = new ImageLayer().file("db/001.sql", "one").tar();
        var elsewhere = new CopyOnWriteArrayList<String>();
        registry.requireToken(300);
        var image = push(layer);
        try (var store = new LyingServer(_ -> layer, elsewhere)) {
            registry.redirectBlobs("http://" + store.authority());

            var read = read(image, Duration.ofSeconds(10));

            assertInstanceOf(Found.class, read, read.toString());
            assertEquals(List.of(""), elsewhere);
        }
    }

    private String manifest(String mediaType, String layer) {
        return registry.pushManifest(
                REPOSITORY,
                "application/vnd.oci.image.manifest.v1+json",
                "{\"layers\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":7}]}".formatted(mediaType, layer));
    }

    private ImageName push(byte[]... layers) {
        return named(registry.pushLayers(REPOSITORY, layers));
    }

    private ImageName named(String digest) {
        return new ImageName(registry.authority(), REPOSITORY, Optional.empty(), Optional.of(digest));
    }

    private static ImageName at(String authority, ImageName image) {
        return new ImageName(authority, image.repository(), image.tag(), image.digest());
    }

    private static ImageDirectory read(ImageName image, Duration time) {
        var limits = new SourceLimits(1024 * KIB, 2048 * KIB, 64 * KIB, 1024 * KIB, 20, time);
        var access = new RegistryAccess(Set.of(), Duration.ofSeconds(10), Duration.ofMinutes(1));
        try (var images = new OciImageFiles(access, limits, Clock.systemUTC())) {
            return images.read(image, "/db", RegistryCredentials.none());
        }
    }

    private static void assertRefused(String why, ImageName image) {
        var read = read(image, Duration.ofSeconds(30));
        var message = assertInstanceOf(Refused.class, read, read.toString()).message();
        assertTrue(message.contains(why), message);
    }
}
