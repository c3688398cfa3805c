package dev.stagecraft.source.git;

import static dev.stagecraft.source.git.TreeScene.LIMITS;
import static dev.stagecraft.source.git.TreeScene.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.source.SourceLimits;
import dev.stagecraft.source.SourceTree;
import dev.stagecraft.source.SourceTree.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit answers once it is here. */
@Timeout(60)
class JGitTreeTest {
    private static final String MODULE = "1".repeat(40);

    @TempDir
    private Path temporary;

    private TreeScene scene;

    @BeforeEach
    void start() {
        scene = new TreeScene(temporary);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void fileIsGivenAsItIsStored() {
        scene.shop
                .write("web/a.txt", "one\n")
                .write(".gitattributes", "* text eol=crlf")
                .write("most", "x".repeat(4096))
                .write("more", "x".repeat(4097))
                .link("link", "web/a.txt");
        var tree = committedWithModule();

        assertEquals("one\n", text(tree, "web/a.txt"));
        assertEquals("one\n", text(tree, "./web//a.txt"));
        assertEquals(4096, tree.file("most").orElseThrow().size());
        for (var none :
                List.of("more", "web", "", "link", "module", "web/b.txt", "web/a.txt/b", "link/a", "module/a")) {
            assertEquals(Optional.empty(), tree.file(none), none);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../a",
                "web/../a",
                "web/..",
                "/a",
                "/",
                "//web",
                "a\0",
                "\0",
                "web/a.txt\0.png",
                "\ud800",
                ".git"
            })
    void pathThatLeavesTheRepositoryNamesNothing(String path) {
        scene.shop.write("a", "x").write("web/a.txt", "x").write("?", "x");
        var tree = committedWithModule();

        assertEquals(Optional.empty(), tree.file(path));
        assertEquals(Optional.empty(), tree.id(path));
        assertEquals(Map.of(), tree.list(path));
        assertThrows(NoSuchFileException.class, () -> tree.tar(path, OutputStream.nullOutputStream()));
    }

    @Test
    void idIsThatOfGitAndFollowsTheContent() {
        var first = scene.shop.write("web/a", "1").write("api/a", "1").commit("first");
        var second = scene.shop.write("api/a", "2").commit("second");
        var before = scene.tree(first);
        var after = scene.tree(second);

        assertEquals(before.id("web"), after.id("web"));
        assertNotEquals(before.id("api"), after.id("api"));
        assertNotEquals(before.id(""), after.id(""));
        assertEquals(Optional.of(scene.shop.git("rev-parse", first + "^{tree}")), before.id(""));
        assertEquals(Optional.of(scene.shop.git("rev-parse", first + ":web")), before.id("web/"));
        assertEquals(Optional.of(scene.shop.git("rev-parse", second + ":api/a")), after.id("api/a"));
        assertEquals(Optional.empty(), after.id("db"));
        assertEquals(second, after.commit());
    }

    @Test
    void directoryIsListedWithKinds() {
        scene.shop.write("web/a.txt", "").write("ä/x", "").write("run", "").link("link", "web");
        var tree = committedWithModule();

        assertEquals(
                Map.of(
                        "link", Kind.LINK,
                        "module", Kind.SUBMODULE,
                        "run", Kind.FILE,
                        "web", Kind.DIRECTORY,
                        "ä", Kind.DIRECTORY),
                tree.list(""));
        assertEquals(Map.of("x", Kind.FILE), tree.list("ä"));
        assertEquals(Map.of(), tree.list("run"));
        assertEquals(Map.of(), tree.list("link"));
        assertEquals(Map.of(), tree.list("module"));
    }

    @Test
    void archiveHoldsTheDirectoryAndNothingElse() throws IOException {
        var pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
        var deep = "d".repeat(90) + "/" + "e".repeat(90);
        scene.shop
                .write("outside", "secret")
                .write("app/Dockerfile", "FROM scratch\r\n")
                .write("app/run.sh", "#!/bin/sh\n")
                .write("app/größe/日本語.txt", "unicode")
                .write("app/" + deep + "/" + "f".repeat(120), "long")
                .write("app/large.bin", pointer)
                .write("app/big", "0".repeat(1 << 20))
                .link("app/inside", "größe")
                .link("app/out", "../outside")
                .link("app/abs", "/etc/passwd");
        scene.shop.git("update-index", "--add", "--cacheinfo", "160000," + MODULE + ",app/module");
        scene.shop.git("add", "-A", "--", "app", "outside");
        scene.shop.git("update-index", "--add", "--cacheinfo", "160000," + MODULE + ",app/module");
        scene.shop.git("update-index", "--chmod=+x", "app/run.sh");
        scene.shop.git("commit", "-q", "-m", "first");

        var entries = entries(tar(scene.tree("main"), "app"));

        assertEquals(
                List.of(
                                "120777 abs -> /etc/passwd",
                                "100644 big",
                                "040755 " + "d".repeat(90) + "/",
                                "040755 " + deep + "/",
                                "100644 " + deep + "/" + "f".repeat(120),
                                "040755 größe/",
                                "100644 größe/日本語.txt",
                                "120777 inside -> größe",
                                "100644 large.bin",
                                "040755 module/",
                                "120777 out -> ../outside",
                                "100755 run.sh",
                                "100644 Dockerfile")
                        .stream()
                        .sorted()
                        .toList(),
                entries.stream().map(Extracted::line).sorted().toList());
        assertEquals("FROM scratch\r\n", content(entries, "Dockerfile"));
        assertEquals("unicode", content(entries, "größe/日本語.txt"));
        assertEquals(pointer, content(entries, "large.bin"));
        assertEquals(1 << 20, content(entries, "big").length());
        for (var entry : entries) {
            assertEquals(FileTime.fromMillis(0), entry.header().getLastModifiedTime());
            assertEquals(0, entry.header().getLongUserId() + entry.header().getLongGroupId());
            assertEquals("", entry.header().getUserName() + entry.header().getGroupName());
        }
    }

    @Test
    void sameContentGivesTheSameBytes() throws IOException {
        var first = scene.shop.write("web/ä", "1").write("api", "1").commit("first");
        var second = scene.shop.write("api", "2").commit("second");

        assertArrayEquals(tar(scene.tree(first), "web"), tar(scene.tree(second), "web/"));
    }

    @Test
    void archiveUnpacksToWhatGitChecksOut() throws IOException, InterruptedException {
        scene.shop.write("a b/'c'\n", "x").write("-x", "y").link("l", "a b").commit("first");
        var target = Files.createDirectory(temporary.resolve("unpacked"));
        Files.write(temporary.resolve("tar"), tar(scene.tree("main"), ""));

        var tar = new ProcessBuilder("tar", "-xf", temporary.resolve("tar").toString(), "-C", target.toString())
                .inheritIO()
                .start();

        assertEquals(0, tar.waitFor());
        assertEquals("x", Files.readString(target.resolve("a b/'c'\n")));
        assertEquals("y", Files.readString(target.resolve("-x")));
        assertEquals(Path.of("a b"), Files.readSymbolicLink(target.resolve("l")));
    }

    @Test
    void archiveThatIsTooLargeEndsWithASentence() {
        for (int i = 0; i < 2; i++) {
            scene.shop.write("all/" + i, "0".repeat((2 << 20) - 1));
        }
        scene.shop.write("one/0", "x").commit("first");
        var tree = scene.tree("main");

        var failure = assertThrows(IOException.class, () -> tar(tree, "all"));
        assertTrue(String.valueOf(failure.getMessage()).contains("larger than 3 MiB"), failure::toString);
    }

    @Test
    void nameThatIsNotUtf8IsNotChangedInSilence() throws IOException {
        var blob = scene.shop.write("f", "x").git("hash-object", "-w", "f");
        var name = new byte[] {'1', '0', '0', '6', '4', '4', ' ', (byte) 0xe4, 0};
        var tree = new ByteArrayOutputStream();
        tree.write(name);
        tree.write(java.util.HexFormat.of().parseHex(blob));
        var commit = scene.shop.git("commit-tree", scene.object("tree", tree.toByteArray()), "-m", "latin");
        scene.shop.git("update-ref", "refs/heads/latin", commit);

        assertThrows(CharacterCodingException.class, () -> tar(scene.tree("latin"), ""));
    }

    @Test
    void whatIsArchivedIsAFailureOfTheReceiverToo() {
        scene.shop.write("a", "x").commit("first");
        var full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("full");
            }
        };

        assertThrows(IOException.class, () -> scene.tree("main").tar("", full));
    }

    @Test
    void limitsOfProductionAreThoseThatArePromised() {
        var limits = SourceLimits.forTrees();

        assertEquals(512L << 20, limits.transfer());
        assertEquals(1 << 30, limits.directory());
        assertEquals(50_000, limits.files());
        assertTrue(LIMITS.files() < limits.files());
    }

    private SourceTree committedWithModule() {
        scene.shop.git("add", "-A");
        scene.shop.git("update-index", "--add", "--cacheinfo", "160000," + MODULE + ",module");
        scene.shop.git("commit", "-q", "-m", "first");
        return scene.tree("main");
    }

    private static byte[] tar(SourceTree tree, String directory) throws IOException {
        var out = new ByteArrayOutputStream();
        tree.tar(directory, out);
        return out.toByteArray();
    }

    private static List<Extracted> entries(byte[] archive) throws IOException {
        var entries = new ArrayList<Extracted>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive), UTF_8.name())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(new Extracted(entry, new String(tar.readAllBytes(), UTF_8)));
            }
        }
        return entries;
    }

    private static String content(List<Extracted> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.header().getName().equals(name))
                .findFirst()
                .orElseThrow()
                .content();
    }

    private record Extracted(TarArchiveEntry header, String content) {
        String line() {
            var type = header.isSymbolicLink() ? "120" : header.isDirectory() ? "040" : "100";
            var target = header.isSymbolicLink() ? " -> " + header.getLinkName() : "";
            return "%s%03o %s%s".formatted(type, header.getMode() & 0777, header.getName(), target);
        }
    }
}
