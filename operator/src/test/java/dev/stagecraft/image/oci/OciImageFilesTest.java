package dev.stagecraft.image.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageDirectory.Found;
import dev.stagecraft.image.ImageDirectory.NotFound;
import dev.stagecraft.image.ImageDirectory.Refused;
import dev.stagecraft.image.ImageDirectory.Unauthorized;
import dev.stagecraft.image.ImageDirectory.Unreachable;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.sandbox.registry.ImageLayer;
import dev.stagecraft.sandbox.registry.RegistryRequest;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.sandbox.registry.Weather;
import dev.stagecraft.source.SourceLimits;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OciImageFilesTest {
    private static final String REPOSITORY = "acme/web";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final OciImageFiles images = new OciImageFiles(
            new RegistryAccess(Set.of(), Duration.ofSeconds(10), Duration.ofMinutes(1)),
            SourceLimits.forImages(),
            Clock.systemUTC());

    @AfterEach
    void close() {
        images.close();
        registry.close();
    }

    @Test
    void filesAreThoseThatAContainerWouldSee() {
        var base = new ImageLayer()
                .directory("app")
                .directory("app/db")
                .file("app/db/001.sql", "old one")
                .file("app/db/002.sql", "two")
                .file("app/db/003.sql", "gone")
                .file("app/other/004.sql", "elsewhere");
        var top = new ImageLayer()
                .file("./app/db/001.sql", "one")
                .whiteout("app/db/003.sql")
                .directory("app/db/old")
                .file("app/db/old/000.sql", "below")
                .pipe("app/db/pipe");

        assertEquals(Map.of("001.sql", "one", "002.sql", "two"), files(push(base.gzip(), top.tar()), "/app/db"));
    }

    @Test
    void directoriesBelowAreNamedIfTheyAreStillThere() {
        var base = new ImageLayer()
                .directory("app/db")
                .file("app/db/gone/000.sql", "gone")
                .file("app/db/implied/000.sql", "below")
                .directory("app/db/empty");
        var top = new ImageLayer().whiteout("app/db/gone").file("app/db/001.sql", "one");

        var read = read(push(base.gzip(), top.gzip()), "/app/db");

        assertEquals(
                Set.of("empty", "implied"),
                assertInstanceOf(Found.class, read).files().directories());
    }

    @Test
    void opaqueDirectoryHidesWhatIsBelowAndEndsTheReading() {
        var base = new ImageLayer().file("app/db/001.sql", "old");
        var top = new ImageLayer()
                .directory("app/db")
                .file("app/db/002.sql", "two")
                .opaque("app/db");

        assertEquals(Map.of("002.sql", "two"), files(push(base.gzip(), top.gzip()), "/app/db/"));
        assertEquals(1, blobsFetched());
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app/db"})
    void directoryThatWasTakenAwayAndPutAgainStartsEmpty(String gone) {
        var base = new ImageLayer().file("app/db/001.sql", "old");
        var top = new ImageLayer().file("app/db/002.sql", "two").whiteout(gone);

        assertEquals(Map.of("002.sql", "two"), files(push(base.gzip(), top.gzip()), "/app/db"));
    }

    @Test
    void fileInTheWayHidesWhatIsBelow() {
        var base = new ImageLayer().file("app/db/001.sql", "old");
        var middle = new ImageLayer().whiteout("app/db").file("app/db", "a file");
        var top = new ImageLayer().directory("app/db").file("app/db/002.sql", "two");

        assertEquals(Map.of("002.sql", "two"), files(push(base.gzip(), middle.gzip(), top.gzip()), "/app/db"));
        assertInstanceOf(NotFound.class, read(push(base.gzip(), middle.gzip()), "/app/db"));
    }

    @Test
    void laterOfTwoEntriesWithOneNameCounts() {
        var layer = new ImageLayer().file("db/001.sql", "first").file("db/001.sql", "second");

        assertEquals(Map.of("001.sql", "second"), files(push(layer.gzip()), "/db"));
    }

    @Test
    void linksAreFollowedInsideTheImage() {
        var base = new ImageLayer()
                .directory("srv/db")
                .file("srv/db/001.sql", "one")
                .file("etc/shared.sql", "shared")
                .symbolicLink("srv/db/002.sql", "../../../../../etc/shared.sql")
                .symbolicLink("srv/db/003.sql", "/alias")
                .symbolicLink("alias", "etc/shared.sql")
                .hardLink("srv/db/004.sql", "etc/shared.sql")
                .symbolicLink("srv/db/folder", "/etc");
        var top = new ImageLayer().symbolicLink("app", "/srv").file("etc/shared.sql", "newer");

        assertEquals(
                Map.of("001.sql", "one", "002.sql", "newer", "003.sql", "newer", "004.sql", "shared"),
                files(push(base.gzip(), top.gzip()), "/app/db"));
    }

    @ParameterizedTest
    @CsvSource({"/a,/a", "b,/a", "/a/x,/a/x"})
    void linksThatLeadOnAndOnAreRefused(String target, String directory) {
        var layer = new ImageLayer().symbolicLink("a", target).symbolicLink("b", "a");

        assertRefused("links in it lead on and on", push(layer.gzip()), directory);
    }

    @Test
    void linkToNothingIsRefused() {
        var layer = new ImageLayer().symbolicLink("db/001.sql", "/etc/hostname");

        assertRefused("001.sql is a link to /etc/hostname, which the image does not have", push(layer.gzip()), "/db");
    }

    @Test
    void layerThatWritesThroughALinkIsRefused() {
        var layer = new ImageLayer().symbolicLink("db", "/srv").file("db/001.sql", "one");

        assertRefused("a layer writes below /db", push(layer.gzip()), "/db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "db/../../etc/passwd", "/../db/001.sql"})
    void entryThatClimbsOutOfTheImageIsRefused(String name) {
        assertRefused(
                "name leaves the image", push(new ImageLayer().file(name, "x").gzip()), "/db");
        assertRefused(
                "name leaves the image",
                push(new ImageLayer().hardLink("db/001.sql", name).gzip()),
                "/db");
    }

    @Test
    void indexLeadsToLinuxOnAmd64() {
        var amd64 = digest(push(new ImageLayer().file("db/001.sql", "amd64").gzip()));
        var arm64 = digest(push(new ImageLayer().file("db/001.sql", "arm64").gzip()));

        assertEquals(
                Map.of("001.sql", "amd64"),
                files(named(registry.pushManifest(REPOSITORY, INDEX, index(arm64, "arm64", amd64, "amd64"))), "/db"));
        assertRefused(
                "no variant for linux/amd64",
                named(registry.pushManifest(REPOSITORY, INDEX, index(arm64, "arm64", amd64, "riscv64"))),
                "/db");
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws java.io.IOException {
        var tar = new ImageLayer()
                .file("db/001.sql", "one")
                .file("db/002.sql", "two")
                .tar();
        var members = new ByteArrayOutputStream();
        members.write(ImageLayer.gzip(java.util.Arrays.copyOfRange(tar, 0, 700)));
        members.write(ImageLayer.gzip(java.util.Arrays.copyOfRange(tar, 700, tar.length)));

        assertEquals(Map.of("001.sql", "one", "002.sql", "two"), files(push(members.toByteArray()), "/db"));
    }

    @Test
    void missingDirectoryOrImageIsNotFound() {
        var image =
                push(new ImageLayer().file("db", "a file").file("etc/x/y", "").gzip());

        assertEquals(
                new NotFound(image + " has no directory /srv: correct the path, or put the files into the image."),
                read(image, "/srv"));
        assertInstanceOf(NotFound.class, read(image, "/db"));
        assertEquals(Map.of(), files(image, "/etc"));
        assertEquals(Map.of("db", "a file"), files(image, "/"));
        assertInstanceOf(NotFound.class, read(named("sha256:" + "0".repeat(64)), "/db"));
    }

    @Test
    void tokenIsFetchedForLayersToo() {
        registry.requireToken(300);

        assertEquals(
                Map.of("001.sql", "one"),
                files(push(new ImageLayer().file("db/001.sql", "one").gzip()), "/db"));
        assertEquals(
                2,
                registry.journal().stream().filter(RegistryRequest::authorized).count());
    }

    @Test
    void directoryIsReadOnceForADigest() {
        var image = push(new ImageLayer().file("db/001.sql", "one").gzip());

        assertEquals(read(image, "/db"), read(image, "/db"));
        assertEquals(2, registry.journal().size());
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHORIZED", "SERVER_ERROR", "TOO_MANY_REQUESTS"})
    void weatherIsTroubleAndNotRemembered(Weather weather) {
        var image = push(new ImageLayer().file("db/001.sql", "one").gzip());
        registry.weather(weather);
        var answer = read(image, "/db");

        assertTrue(
                weather == Weather.UNAUTHORIZED
                        ? answer instanceof Unauthorized
                        : answer instanceof Unreachable(var _, var retryable) && retryable,
                answer.toString());
        registry.weather(Weather.FAIR);
        assertEquals(Map.of("001.sql", "one"), files(image, "/db"));
    }

    @Test
    void pathMustBeAbsoluteAndTheImagePinned() {
        assertInstanceOf(Refused.class, read(named("sha256:" + "0".repeat(64)), "db"));
        var byTag = new ImageName(registry.authority(), REPOSITORY, Optional.of("v1"), Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> images.read(byTag, "/db", RegistryCredentials.none()));
    }

    private ImageName push(byte[]... layers) {
        return named(registry.pushLayers(REPOSITORY, layers));
    }

    private ImageName named(String digest) {
        return new ImageName(registry.authority(), REPOSITORY, Optional.empty(), Optional.of(digest));
    }

    private static String digest(ImageName image) {
        return image.digest().orElseThrow();
    }

    private static String index(String one, String oneArchitecture, String two, String twoArchitecture) {
        return """
            {"manifests": [
              {"digest": "%s", "platform": {"os": "linux", "architecture": "%s"}},
              {"digest": "%s", "platform": {"os": "unknown", "architecture": "amd64"}},
              {"digest": "%s", "platform": {"os": "linux", "architecture": "%s"}}]}\
            """.formatted(one, oneArchitecture, one, two, twoArchitecture);
    }

    private ImageDirectory read(ImageName image, String directory) {
        return images.read(image, directory, RegistryCredentials.none());
    }

    private Map<String, String> files(ImageName image, String directory) {
        var read = read(image, directory);
        var found = assertInstanceOf(Found.class, read, read.toString());
        var text = new TreeMap<String, String>();
        found.files()
                .byName()
                .forEach((name, file) -> text.put(name, file.text().orElseThrow()));
        return text;
    }

    private void assertRefused(String why, ImageName image, String directory) {
        var read = read(image, directory);
        var message = assertInstanceOf(Refused.class, read, read.toString()).message();
        assertTrue(message.contains(why) && message.contains(image.toString()), message);
    }

    private long blobsFetched() {
        return registry.journal().stream()
                .filter(request -> request.path().contains("/blobs/"))
                .count();
    }
}
