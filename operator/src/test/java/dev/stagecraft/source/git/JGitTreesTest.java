package dev.stagecraft.source.git;

import static dev.stagecraft.source.git.TreeScene.LIMITS;
import static dev.stagecraft.source.git.TreeScene.basic;
import static dev.stagecraft.source.git.TreeScene.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitRefNotFound;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnauthorized;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.GitTrees.Answer;
import dev.stagecraft.source.SourceLimits;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How commits come from a server, stay for a while, and go. Against the machine's own git over HTTP. */
@Timeout(60)
class JGitTreesTest {
    @TempDir
    private Path temporary;

    @Test
    void branchTagAndCommitEachGiveTheirOwnState() {
        try (var scene = new TreeScene(temporary)) {
            var first = scene.shop.write("web/Dockerfile", "FROM a").commit("first");
            scene.shop.git("tag", "v1");
            scene.shop.git("tag", "-a", "v1-annotated", "-m", "words");
            var second = scene.shop.write("web/Dockerfile", "FROM b").commit("second");

            for (var ref : List.of("v1", "v1-annotated", "refs/tags/v1", first)) {
                assertEquals(first, scene.tree(ref).commit(), ref);
                assertEquals("FROM a", text(scene.tree(ref), "web/Dockerfile"), ref);
            }
            assertEquals(second, scene.tree("main").commit());
            assertEquals("FROM b", text(scene.tree("main"), "web/Dockerfile"));
        }
    }

    @Test
    void failuresAreThoseOfDirectories() {
        try (var scene = new TreeScene(temporary)) {
            scene.shop.write("a", "").commit("first");

            assertInstanceOf(GitRefNotFound.class, scene.failure("v9"));
            assertInstanceOf(GitRefNotFound.class, scene.failure("0".repeat(39) + "1"));
            assertRefused("ref", "is not the name", scene.failure("a..b"));
            assertRefused("url", "not an https URL", failure(scene, "ftp://git.example.com/x"));
            assertRefused("url", "leads to", failure(scene, "http://169.254.169.254/x"));
            scene.server.answer(503);
            assertInstanceOf(GitUnreachable.class, scene.failure("main"));
            assertEquals(List.of(), scene.onDisk());
        }
    }

    @Test
    void keptCommitIsReadWithoutTheServer() {
        try (var scene = new TreeScene(temporary)) {
            var commit = scene.shop.write("a", "one").commit("first");
            var tree = scene.tree("main");
            scene.server.close();

            assertSame(tree, scene.tree(commit));
            assertEquals("one", text(scene.tree(commit.toUpperCase(java.util.Locale.ROOT)), "a"));
            assertInstanceOf(GitUnreachable.class, scene.failure("main"));
        }
    }

    @Test
    void branchThatStandsWhereItStoodIsNotFetchedAgain() {
        try (var scene = new TreeScene(temporary)) {
            scene.shop.write("a", "one").commit("first");

            assertSame(scene.tree("main"), scene.tree("refs/heads/main"));
            assertEquals(1, scene.onDisk().size());
        }
    }

    @Test
    void keptCommitIsForThoseWithTheSameCredentialsOnly() {
        try (var scene = new TreeScene(temporary)) {
            var commit = scene.shop.write("a", "one").commit("first");
            scene.server.requireAuthorization(
                    "Basic " + Base64.getEncoder().encodeToString("deploy:s3cret".getBytes(UTF_8)));

            assertInstanceOf(Answer.Found.class, scene.read(commit, basic("deploy", "s3cret")));
            assertInstanceOf(GitUnauthorized.class, scene.failure(commit));
            var wrong = assertInstanceOf(Answer.Failed.class, scene.read(commit, basic("deploy", "wr0ng")));
            assertInstanceOf(GitUnauthorized.class, wrong.why());
        }
    }

    @Test
    void sameCommitAtTheSameTimeIsFetchedOnce() throws InterruptedException, ExecutionException {
        try (var scene = new TreeScene(temporary);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = scene.shop.write("a", "one").commit("first");
            scene.tree(first);
            int requests = scene.server.authorizations().size();
            var second = scene.shop.write("a", "two").commit("second");

            var same = new HashSet<SourceTree>();
            Callable<SourceTree> one = () -> scene.tree(second);
            var all = new ArrayList<Future<SourceTree>>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(one));
            }
            for (var future : all) {
                same.add(future.get());
            }

            assertEquals(1, same.size());
            assertEquals(2 * requests, scene.server.authorizations().size());
        }
    }

    @Test
    void leastRecentlyUsedGoesAndStaysReadableForItsHolder() {
        try (var scene = new TreeScene(temporary, LIMITS, 2)) {
            var commits = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                commits.add(scene.shop.write("a", "version " + i).commit("commit " + i));
            }
            var held = scene.tree(commits.get(0));
            scene.tree(commits.get(1));
            scene.tree(commits.get(1));
            scene.tree(commits.get(2));
            System.gc();

            assertEquals("version 0", text(held, "a"));
            assertNotEquals(held, scene.tree(commits.get(0)));
            assertEquals("version 0", text(held, "a"));
        }
    }

    @Test
    void treeThatNobodyHoldsIsDeleted() {
        try (var scene = new TreeScene(temporary, LIMITS, 1)) {
            var first = scene.shop.write("a", "one").commit("first");
            scene.tree(first);
            var gone = scene.onDisk().getFirst();
            scene.tree(scene.shop.write("a", "two").commit("second"));

            await().until(() -> {
                System.gc();
                return !Files.exists(gone);
            });
            assertEquals(1, scene.onDisk().size());
        }
    }

    @Test
    void treeThatSomethingTidiedAwayIsFetchedAgain() {
        try (var scene = new TreeScene(temporary)) {
            var commit = scene.shop.write("a", "one").commit("first");
            scene.tree(commit);
            OwnDirectory.delete(scene.onDisk().getFirst());

            assertEquals("one", text(scene.tree(commit), "a"));
        }
    }

    @Test
    void directoryIsForItsOwnerOnlyAndGoesAtTheEnd() throws IOException {
        try (var scene = new TreeScene(temporary)) {
            scene.tree(scene.shop.write("a", "one").commit("first"));
            var own = scene.onDisk().getFirst().getParent();

            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
            scene.trees.close();
            assertTrue(Files.notExists(own));
        }
    }

    @Test
    void directoryThatCannotBeWrittenIsSaidSo() throws IOException {
        try (var scene = new TreeScene(temporary)) {
            scene.shop.write("a", "one").commit("first");
            Files.delete(scene.directory);

            var failure = assertInstanceOf(GitUnreachable.class, scene.failure("main"));
            assertTrue(failure.retryable() && failure.message().contains("STAGECRAFT_SOURCE_DIRECTORY"));
            Files.createDirectory(scene.directory);
            assertEquals("one", text(scene.tree("main"), "a"));
        }
    }

    @Test
    void tooMuchIsRefusedAndNotKept() {
        var small = new SourceLimits(1 << 20, 1 << 20, 4096, 1 << 20, 20, Duration.ofSeconds(30));
        try (var scene = new TreeScene(temporary, small, 8)) {
            for (int i = 0; i < 21; i++) {
                scene.shop.write("d/" + i, "");
            }
            scene.shop.commit("many");
            assertRefused("url", "more than 20 files", scene.failure("main"));

            scene.shop.git("rm", "-rq", "d");
            scene.shop.write("zeros", "0".repeat(8 << 20)).commit("object");
            assertRefused("url", "a file that is too large", scene.failure("main"));

            scene.shop.git("rm", "-q", "zeros");
            for (int i = 0; i < 3; i++) {
                var noise = new byte[500_000];
                new Random(i).nextBytes(noise);
                scene.shop.write("large" + i, Base64.getEncoder().encodeToString(noise));
            }
            scene.shop.commit("pack");
            assertRefused("url", "larger than 1 MiB", scene.failure("main"));
            assertEquals(List.of(), scene.onDisk());
        }
    }

    @Test
    void directoryThatStandsInManyPlacesIsCountedInEach() {
        try (var scene = new TreeScene(temporary)) {
            var tree = scene.shop.write("f", "").git("hash-object", "-w", "f");
            tree = scene.object("tree", entries("100644 ", tree, 10));
            for (int depth = 0; depth < 20; depth++) {
                tree = scene.object("tree", entries("40000 ", tree, 10));
            }
            assertRefused("url", "more than 200 files", scene.failure(branch(scene, tree)));
        }
    }

    @Test
    void whatGitWouldNotCheckOutIsRefused() {
        try (var scene = new TreeScene(temporary)) {
            var blob = scene.shop.write("f", "x").git("hash-object", "-w", "f");
            var empty = scene.object("tree", new byte[0]);
            for (var tree : List.of(
                    entry("100644 ..", blob),
                    entry("100644 a/b", blob),
                    entry("100644 .git", blob),
                    join(entry("120000 a", blob), entry("40000 a", empty)))) {
                assertRefused("url", "would not check out", scene.failure(branch(scene, scene.object("tree", tree))));
            }
            assertEquals(List.of(), scene.onDisk());
        }
    }

    private static GitDirectory failure(TreeScene scene, String url) {
        var answer = scene.trees.read(new GitLocation(url, "main", Optional.empty()));
        return assertInstanceOf(Answer.Failed.class, answer).why();
    }

    /** A new branch of a commit with that tree. */
    private static String branch(TreeScene scene, String tree) {
        var commit = scene.shop.git("commit-tree", tree, "-m", "by hand");
        scene.shop.git("update-ref", "refs/heads/t" + tree, commit);
        return "t" + tree;
    }

    private static byte[] entries(String mode, String id, int count) {
        var all = new byte[0];
        for (int i = 0; i < count; i++) {
            all = join(all, entry(mode + i, id));
        }
        return all;
    }

    private static byte[] entry(String modeAndName, String id) {
        return join((modeAndName + "\0").getBytes(UTF_8), HexFormat.of().parseHex(id));
    }

    private static byte[] join(byte[] one, byte[] two) {
        var both = java.util.Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static void assertRefused(String field, String why, GitDirectory answer) {
        var refused = assertInstanceOf(GitRefused.class, answer, answer.toString());
        assertEquals(field, refused.field());
        assertTrue(refused.message().contains(why), refused.message());
    }
}
