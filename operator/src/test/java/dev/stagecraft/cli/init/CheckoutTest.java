package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a directory are looked at. */
class CheckoutTest {
    @TempDir
    Path directory;

    private void file(String path) throws IOException {
        Files.createDirectories(directory.resolve(path).getParent());
        Files.writeString(directory.resolve(path), "services: {}\n");
    }

    @Test
    void whereThereAreTooManyThoseNearestCountAndTheComposeFileAlways() throws IOException {
        for (String path : List.of("a/a/a", "a/a/b", "a/b", "docker-compose.yml", "a1", "a2", "b/c")) {
            file(path);
        }

        var some = Checkout.of(directory, 2);
        var more = Checkout.of(directory, 5);
        var all = Checkout.of(directory, 7);

        assertAll(
                () -> assertEquals(List.of("a1", "a2", "docker-compose.yml"), List.copyOf(some.paths())),
                () -> assertFalse(some.complete()),
                () -> assertEquals(List.of("a/b", "a1", "a2", "b/c", "docker-compose.yml"), List.copyOf(more.paths())),
                () -> assertFalse(more.complete()),
                () -> assertEquals(7, all.paths().size()),
                () -> assertTrue(all.complete()));
    }

    @Test
    void aLinkBesideTheComposeFileDoesNotMatter() throws IOException {
        file("docker-compose.yml");
        Files.createSymbolicLink(directory.resolve("compose.yaml"), Path.of("docker-compose.yml"));

        assertEquals(
                List.of("docker-compose.yml"),
                List.copyOf(Checkout.of(directory).paths()));
    }

    @Test
    void dependenciesHiddenDirectoriesAndLinksAreLeftOut() throws IOException {
        for (String path :
                List.of("node_modules/a", ".git/a", "src/a", "1/2/3/4/5/6/7/8/9/a", "1/2/3/4/5/6/7/8/9/b/c")) {
            file(path);
        }
        Files.createSymbolicLink(directory.resolve("link"), Path.of("src"));

        assertEquals(
                List.of("1/2/3/4/5/6/7/8/9/a", "src/a"),
                List.copyOf(Checkout.of(directory).paths()));
    }
}
