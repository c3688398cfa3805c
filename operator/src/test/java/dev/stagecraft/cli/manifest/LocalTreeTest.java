package dev.stagecraft.cli.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.session.Programs;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local files in the place of a commit, beside what the real git says of them. */
class LocalTreeTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", System.getenv("PATH"), "GIT_CONFIG_GLOBAL", "/dev/null");

    @TempDir
    Path root;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(root.resolve("app/src"));
        Files.createDirectories(root.resolve("ignored"));
        Files.writeString(root.resolve("app/Dockerfile"), "FROM scratch\n");
        Files.writeString(root.resolve("app/src/main.txt"), "main\n");
        Files.writeString(root.resolve("app.txt"), "beside a directory of nearly that name\n");
        Files.writeString(root.resolve("ignored/big.bin"), "x");
        Files.writeString(root.resolve("run.sh"), "#!/bin/sh\n");
        root.resolve("run.sh").toFile().setExecutable(true);
        Files.createSymbolicLink(root.resolve("app/link"), Path.of("Dockerfile"));
        Files.writeString(root.resolve(".gitignore"), "ignored\n");
    }

    private String git(String... words) {
        var argv = new java.util.ArrayList<>(List.of("git"));
        argv.addAll(List.of(words));
        var ended = new Programs(root, ENVIRONMENT).run(argv).orElseThrow();
        assertEquals(0, ended.code(), ended.err());
        return ended.out().strip();
    }

    @Test
    void whatIsCommittedAsItLiesThereHasTheNamesThatGitGivesIt() {
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "all");

        var tree = LocalTree.of(root, ENVIRONMENT);

        for (var path : List.of("app", "app/src", "app/Dockerfile", "app/link", "run.sh")) {
            assertEquals(Optional.of(git("rev-parse", "HEAD:" + path)), tree.id(path), path);
        }
        assertEquals(Optional.of(git("rev-parse", "HEAD^{tree}")), tree.id(""));
        assertEquals(Optional.empty(), tree.id("ignored"));
        assertEquals(root, LocalTree.around(root.resolve("app/src")));
    }

    @Test
    void outsideOfAWorkTreeAllFilesCount() {
        var tree = LocalTree.of(root, ENVIRONMENT);

        assertEquals(
                Set.of(".gitignore", "app", "app.txt", "ignored", "run.sh"),
                tree.list("").keySet());
        assertEquals(Map.of("Dockerfile", Kind.FILE, "src", Kind.DIRECTORY, "link", Kind.LINK), tree.list("app"));
        assertEquals(
                "main\n", tree.file("app/src/main.txt").orElseThrow().text().orElseThrow());
        assertEquals(Optional.empty(), tree.file("app"));
        assertEquals(Optional.empty(), tree.file("app/link"));
        assertThrows(IOException.class, () -> tree.tar("", new ByteArrayOutputStream()));
    }

    @Test
    void whereThereAreTooManyThoseNearestCountAndItIsKnown() {
        var some = LocalTree.of(root, ENVIRONMENT, 5);

        assertFalse(some.complete());
        assertTrue(LocalTree.of(root, ENVIRONMENT, 7).complete());
        assertEquals(
                Set.of(".gitignore", "app", "app.txt", "run.sh"), some.list("").keySet());
        assertEquals(Set.of("Dockerfile", "link"), some.list("app").keySet());
    }

    @Test
    void aDirectoryIsReadWhateverLocationIsAskedFor() {
        var files = new LocalFiles(LocalTree.of(root, ENVIRONMENT));
        var location = new GitLocation("https://git.example.com/shop.git", "main", Optional.empty());

        var found = (GitDirectory.Found) files.read(location, "app");

        assertEquals(Set.of("Dockerfile"), found.files().byName().keySet());
        assertEquals(Set.of("src"), found.files().directories());
        assertEquals(LocalTree.COMMIT, found.commit());
        assertEquals(
                GitDirectory.GitPathNotFound.class, files.read(location, "lost").getClass());
    }
}
