package dev.stagecraft.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.git.GitServer;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.Found;
import dev.stagecraft.source.GitDirectory.GitPathNotFound;
import dev.stagecraft.source.GitDirectory.GitRefNotFound;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnauthorized;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the machine's own git over HTTP. */
@Timeout(60)
class JGitFilesTest {
    private static final SourceLimits LIMITS =
            new SourceLimits(1 << 20, 1 << 20, 4096, 16384, 20, Duration.ofSeconds(30));

    @TempDir
    private static Path repositories;

    private final JGitFiles git = new JGitFiles(new GitAccess(LIMITS, Duration.ofSeconds(10), true));
    private GitServer server;
    private GitRepository shop;
    private String name;

    @BeforeEach
    void start(org.junit.jupiter.api.TestInfo test) {
        server = GitServer.start(repositories);
        name = "shop-" + Integer.toHexString(System.identityHashCode(test)) + "/.git";
        shop = GitRepository.create(repositories, name.replace("/.git", ""));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void branchTagAndCommitEachGiveTheirOwnState() {
        var first = shop.write("db/001.sql", "one\r\n")
                .write("db/old/000.sql", "below")
                .commit("first");
        shop.git("tag", "v1");
        shop.git("tag", "-a", "v1-annotated", "-m", "words");
        shop.git("checkout", "-q", "-b", "feature/x");
        var second = shop.write("db/002.sql", "two").write("README", "").commit("second");

        assertFiles(first, Map.of("001.sql", "one\r\n"), read("main", "db"));
        assertFiles(first, Map.of("001.sql", "one\r\n"), read("v1", "/db/"));
        assertFiles(first, Map.of("001.sql", "one\r\n"), read("v1-annotated", "./db"));
        assertFiles(second, Map.of("001.sql", "one\r\n", "002.sql", "two"), read("feature/x", "db"));
        assertFiles(second, Map.of("README", ""), read("refs/heads/feature/x", ""));
        assertFiles(first, Map.of("001.sql", "one\r\n"), read(first, "db"));
    }

    @Test
    void directoriesBelowAreNamed() {
        shop.write("db/001.sql", "one")
                .write("db/v2/000.sql", "below")
                .write("db/v3/deep/000.sql", "below")
                .commit("first");

        var found = assertInstanceOf(Found.class, read("main", "db"));

        assertEquals(Set.of("v2", "v3"), found.files().directories());
    }

    @Test
    void historyIsNotFetched() {
        for (int i = 0; i < 3; i++) {
            var noise = new byte[600_000];
            new java.util.Random(i).nextBytes(noise);
            shop.write("large", Base64.getEncoder().encodeToString(noise)).commit("commit " + i);
        }
        shop.write("large", "").write("db/001.sql", "one").commit("last");

        assertInstanceOf(Found.class, read("main", "db"));
    }

    @Test
    void missingRefIsSaidSo() {
        shop.write("db/001.sql", "one").commit("first");

        var tree = shop.git("rev-parse", "HEAD^{tree}");
        for (var ref : new String[] {"v9", "refs/heads/v9", "0".repeat(39) + "1", tree}) {
            var answer = read(ref, "db");
            var message = assertInstanceOf(GitRefNotFound.class, answer, answer.toString())
                    .message();
            assertTrue(message.contains("no branch, tag or commit '" + ref + "'"), message);
        }
        assertRefused("ref", "is not the name of a branch or tag", read("a..b", "db"));
    }

    @Test
    void refThatIsBranchAndTagMustBeWrittenInFull() {
        shop.write("db/001.sql", "one").commit("first");
        shop.git("branch", "v1");
        shop.git("tag", "v1");

        assertRefused("ref", "Write refs/heads/v1 or refs/tags/v1", read("v1", "db"));
        assertInstanceOf(Found.class, read("refs/tags/v1", "db"));
    }

    @Test
    void pathsThatAreNoDirectoryAreSaidSo() {
        shop.write("db/001.sql", "one").link("alias", "db");
        shop.commit("first");
        shop.git("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",module");
        shop.git("commit", "-q", "-m", "module");

        assertPathNotFound("does not have the directory 'nope'", "nope");
        assertPathNotFound("has a file or a link at or above 'db/001.sql'", "db/001.sql");
        assertPathNotFound("has a file or a link at or above 'alias'", "alias");
        assertPathNotFound("has a submodule, which is not fetched, at or above 'module/x'", "module/x");
        assertRefused("path", "must stay inside", read("main", "../db"));
    }

    @Test
    void whatIsNoPlainFileIsRefused() {
        shop.write("a/001.sql", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        shop.write("b/x", "").link("b/001.sql", "x");
        shop.write("c/001.sql", "x".repeat(5000));
        for (int i = 0; i < 21; i++) {
            shop.write("d/" + i, "");
        }
        shop.commit("first");

        assertRefused("path", "001.sql is kept in Git LFS", read("main", "a"));
        assertRefused("path", "001.sql is a symbolic link", read("main", "b"));
        assertRefused("path", "001.sql is larger than 4 KiB", read("main", "c"));
        assertRefused("path", "more than 20 files", read("main", "d"));
    }

    @Test
    void repositoryThatIsTooLargeIsRefused() {
        for (int i = 0; i < 3; i++) {
            var noise = new byte[500_000];
            new java.util.Random(i).nextBytes(noise);
            shop.write("large" + i, Base64.getEncoder().encodeToString(noise));
        }
        shop.commit("first");

        assertRefused("url", "larger than 1 MiB", read("main", ""));
    }

    @Test
    void objectThatUnpacksToTooMuchIsRefused() {
        shop.write("zeros", "0".repeat(8 << 20)).commit("first");

        assertRefused("url", "holds a file that is too large", read("main", ""));
    }

    @Test
    void credentialsAreAskedForSentAndChecked() {
        var commit = shop.write("db/001.sql", "one").commit("first");
        var right = "Basic " + Base64.getEncoder().encodeToString("deploy:s3cret:x".getBytes(UTF_8));
        server.requireAuthorization(right);

        assertFiles(commit, Map.of("001.sql", "one"), read("main", "db", basic("deploy", "s3cret:x")));
        assertTrue(server.authorizations().contains(right));
        var wrong = assertInstanceOf(GitUnauthorized.class, read("main", "db", basic("deploy", "wr0ng")));
        assertTrue(wrong.message().contains("does not accept the credentials"), wrong.message());
        assertFalse(wrong.message().contains("wr0ng"));
        var none = assertInstanceOf(GitUnauthorized.class, read("main", "db"));
        assertTrue(none.message().contains("wants credentials"), none.message());
    }

    @Test
    void redirectToAnotherServerIsFollowedWithoutCredentialsOnly() {
        var commit = shop.write("db/001.sql", "one").commit("first");
        try (var old = GitServer.start(repositories)) {
            old.redirectTo(server.origin());
            var url = old.url(name);

            assertFiles(
                    commit, Map.of("001.sql", "one"), git.read(new GitLocation(url, "main", Optional.empty()), "db"));
            var answer = git.read(new GitLocation(url, "main", basic("deploy", "s3cret")), "db");
            assertRefused("url", "redirects to another server, " + server.origin(), answer);
            assertTrue(server.authorizations().stream().allMatch(String::isEmpty));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254", "http://[fd00:ec2::254]", "http://metadata.google.internal"})
    void redirectToAForbiddenAddressIsNotFollowed(String origin) {
        server.redirectTo(origin);

        assertRefused("url", "leads to", read("main", "db"));
    }

    @ParameterizedTest
    @CsvSource({"404, false", "410, false", "429, true", "500, true", "503, true"})
    void statusSaysWhetherToAskAgain(int status, boolean retryable) {
        server.answer(status);

        var answer = read("main", "db");
        assertEquals(
                retryable,
                assertInstanceOf(GitUnreachable.class, answer, answer.toString())
                        .retryable());
    }

    @Test
    void serverThatIsAwayIsRetryable() {
        server.close();

        var answer = assertInstanceOf(GitUnreachable.class, read("main", "db"));
        assertTrue(answer.retryable() && answer.message().contains("does not accept connections"), answer.message());
    }

    private GitDirectory read(String ref, String path) {
        return read(ref, path, Optional.empty());
    }

    private GitDirectory read(String ref, String path, Optional<GitCredentials> credentials) {
        return git.read(new GitLocation(server.url(name), ref, credentials), path);
    }

    private static Optional<GitCredentials> basic(String user, String password) {
        return Optional.of(new GitCredentials.Basic(Secret.of(user), Secret.of(password)));
    }

    private static void assertFiles(String commit, Map<String, String> expected, GitDirectory answer) {
        var found = assertInstanceOf(Found.class, answer, answer.toString());
        var text = new TreeMap<String, String>();
        found.files()
                .byName()
                .forEach((file, content) -> text.put(file, content.text().orElseThrow()));
        assertEquals(expected, text);
        assertEquals(commit, found.commit());
    }

    private static void assertRefused(String field, String why, GitDirectory answer) {
        var refused = assertInstanceOf(GitRefused.class, answer, answer.toString());
        assertEquals(field, refused.field());
        assertTrue(refused.message().contains(why), refused.message());
    }

    private void assertPathNotFound(String why, String path) {
        var answer = read("main", path);
        var message = assertInstanceOf(GitPathNotFound.class, answer, answer.toString())
                .message();
        assertTrue(message.contains(why), message);
    }
}
