package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.init.detect.UnreadableProject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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

        var some = Checkout.of(directory, 2, Files::readString);
        var more = Checkout.of(directory, 5, Files::readString);
        var all = Checkout.of(directory, 7, Files::readString);

        assertAll(
                () -> assertEquals(List.of("a1", "a2", "docker-compose.yml"), List.copyOf(some.paths())),
                () -> assertFalse(some.complete()),
                () -> assertEquals(List.of("a/b", "a1", "a2", "b/c", "docker-compose.yml"), List.copyOf(more.paths())),
                () -> assertFalse(more.complete()),
                () -> assertEquals(7, all.paths().size()),
                () -> assertTrue(all.complete()));
    }

    /** A superuser, as tests may be, reads every file; so this one is refused by the reader. */
    @Test
    void aFileThatTheMachineWithholdsIsTold() throws IOException {
        file("web/package.json");
        var checkout = Checkout.of(directory, 7, file -> {
            throw new AccessDeniedException(file.toString());
        });

        var refused = assertThrows(UnreadableProject.class, () -> checkout.text("web/package.json"));

        assertEquals(
                "web/package.json cannot be read, and nothing was written; make it readable for yourself.",
                refused.getMessage());
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
