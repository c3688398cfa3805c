package dev.stagecraft.packaging;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher does before there is a JVM, with a java that says how it was called. */
class LauncherTest {
    /** Prints the arguments from the main class on, and whether a cache was named; makes the cache that it is asked for. */
    private static final String ECHO = """
            for word in "$@"; do
              case $word in
                -XX:AOTCacheOutput=*) echo made >"${word#*=}"; echo training >>"$HOME/trained"; exit 0 ;;
                -XX:AOTCache=*) echo "cache ${word##*/}" ;;
                dev.stagecraft.*) shown=yes ;;
              esac
              [ -z "${shown:-}" ] || printf '[%s]' "$word"
            done
            echo " columns=${STAGECRAFT_COLUMNS-none}"
            exit 7""";

    @TempDir
    Path directory;

    private CommandHome home = new CommandHome(Path.of(""));
    private Path java = Path.of("");

    @BeforeEach
    void layOut() {
        home = CommandHome.empty(directory.resolve("the home"));
        java = home.java("java", "25.0.1", ECHO);
    }

    @Test
    void wordsAndExitStatusPassThroughUnchanged() {
        var result = shell().run(home.launcher().toString(), "plan", "a b", "*", "", "--", "-x");

        assertEquals(new Shell.Result(7, "[dev.stagecraft.Cli][plan][a b][*][][--][-x] columns=none\n", ""), result);
    }

    @Test
    void itIsFoundThroughLinks() throws IOException {
        var bin = Files.createDirectories(directory.resolve("path"));
        Files.createSymbolicLink(bin.resolve("first"), home.launcher());
        Files.createSymbolicLink(bin.resolve("kubectl-stagecraft"), Path.of("first"));

        var result = shell().with("PATH", bin + ":/usr/bin:/bin").sh("kubectl-stagecraft status");

        assertEquals("[dev.stagecraft.Cli][status] columns=none\n", result.out(), result.err());
    }

    @Test
    void anOlderJavaIsPassedOver() throws IOException {
        var old = home.java("old", "21.0.9", "echo old");
        var bin = Files.createDirectories(directory.resolve("path"));
        Files.createSymbolicLink(bin.resolve("java"), java.resolve("bin/java"));

        var result = shell().with("STAGECRAFT_JAVA", "")
                .with("JAVA_HOME", old.toString())
                .with("PATH", bin + ":/usr/bin:/bin")
                .run(home.launcher().toString());

        assertEquals("[dev.stagecraft.Cli] columns=none\n", result.out(), result.err());
    }

    /** As jenv and asdf put one on the path: a script that starts the Java which the directory asks for. */
    @Test
    void aShimIsAskedForItsJava() {
        home.write("shims/java", """
            #!/bin/sh
            [ "$*" = '-XshowSettings:properties -version' ] || exit 1
            printf 'Property settings:\n    java.home = %%s\n    java.vendor = N\n' '%s' >&2
            """.formatted(java), "rwxr-xr-x");

        var result = shell().with("STAGECRAFT_JAVA", "")
                .with("PATH", home.directory().resolve("shims") + ":/usr/bin:/bin")
                .run(home.launcher().toString());

        assertEquals("[dev.stagecraft.Cli] columns=none\n", result.out(), result.err());
    }

    @Test
    void aJavaThatWasNamedAndIsNoneIsToldInASentence() {
        var old = home.java("old", "21.0.9", "echo old");

        var result = shell().with("STAGECRAFT_JAVA", old.toString())
                .run(home.launcher().toString());

        assertEquals(
                new Shell.Result(
                        1,
                        "",
                        "error: STAGECRAFT_JAVA is " + old
                                + ", which is no Java 25 or newer: name the directory of one, or unset it to have one looked for.\n"),
                result);
    }

    @Test
    void aMissingJarIsToldInASentence() throws IOException {
        Files.delete(home.directory().resolve("stagecraft-operator.jar"));

        var result = shell().run(home.launcher().toString());

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(
                        result.err().startsWith("error: There is no stagecraft-operator.jar in "), result.err()));
    }

    @Test
    void theFirstRunMakesTheCacheInTheBackgroundAndTheNextUsesIt() {
        assertEquals("[dev.stagecraft.Cli] columns=none\n", cached("on").out());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> caches().size() == 1);

        var name = caches().getFirst().getFileName();
        assertAll(
                () -> assertTrue(name.toString().startsWith("checkout-25.0.1_1-"), name::toString),
                () -> assertEquals(
                        "cache " + name + "\n[dev.stagecraft.Cli] columns=none\n",
                        cached("on").out()),
                () -> assertEquals(
                        "[dev.stagecraft.Cli] columns=none\n", cached("off").out()),
                () -> assertEquals(
                        "[dev.stagecraft.Cli][x] columns=none\n",
                        cached("on", "--no-aot", "x").out()));
    }

    @Test
    void anotherBuildGetsAnotherCache() {
        cached("now");
        home.write("build", "1.0-abc\n", "rw-r--r--");

        cached("now");

        assertEquals(2, caches().size(), () -> caches().toString());
    }

    @Test
    void aTrainingThatFailedIsNotRepeatedAndLeavesTheCommandAsItIs() throws IOException {
        home.java("java", "25.0.1", "echo x >>\"$HOME/runs\"; echo ran; case $* in *Training*) exit 3 ;; esac");

        assertEquals(new Shell.Result(0, "ran\n", ""), cached("now"));
        assertEquals(new Shell.Result(0, "ran\n", ""), cached("now"));
        assertEquals(3, Files.readAllLines(directory.resolve("runs")).size(), "two commands and one training");
    }

    @Test
    void aCacheDirectoryThatCannotBeMadeIsNoFailure() {
        home.write("no-directory", "", "rw-r--r--");

        var result = shell().with("STAGECRAFT_AOT", "now")
                .with("XDG_CACHE_HOME", home.directory().resolve("no-directory").toString())
                .run(home.launcher().toString());

        assertEquals(new Shell.Result(7, "[dev.stagecraft.Cli] columns=none\n", ""), result);
    }

    @Test
    void standardOutputThatIsClosedIsNoFailure() {
        var result = shell().sh("'" + home.launcher() + "' >&- 2>&-; echo $?");

        assertEquals(new Shell.Result(0, "7\n", ""), result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void standardErrorThatIsClosedIsNotTheNextFileThatJavaOpens(String kind) {
        home.java("java", "25.0.1", "[ ! -e /proc/$$/fd/2 ] || echo open");

        var result = shell().sh(kind + " '" + home.launcher() + "' 2>&-");

        assertEquals(new Shell.Result(0, "open\n", ""), result);
    }

    @Test
    void theWidthOfTheTerminalIsHandedOn() {
        var command = "stty cols 97; '" + home.launcher() + "'";

        var result = shell().run("script", "--quiet", "--return", "--command", command, "/dev/null");

        assertEquals(new Shell.Result(7, "[dev.stagecraft.Cli] columns=97\r\n", ""), result);
    }

    @Test
    void theWidthOfAnotherTerminalIsNotInherited() {
        var result =
                shell().with("STAGECRAFT_COLUMNS", "132").run(home.launcher().toString());

        assertTrue(result.out().endsWith("columns=none\n"), result.out());
    }

    @Test
    void kubectlIsAnsweredByTheCommandItself() {
        var result = shell().run(
                        home.directory()
                                .resolve("bin/kubectl_complete-stagecraft")
                                .toString(),
                        "status",
                        "");

        assertEquals("[dev.stagecraft.Cli][__complete][--][status][] columns=none\n", result.out());
    }

    private Shell.Result cached(String aot, String... words) {
        var command = new ArrayList<>(List.of(home.launcher().toString()));
        command.addAll(List.of(words));
        return shell().with("STAGECRAFT_AOT", aot).run(command.toArray(String[]::new));
    }

    private List<Path> caches() {
        var cache = directory.resolve(".cache/stagecraft");
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (var files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shell shell() {
        assertFalse(java.toString().isEmpty());
        return Shell.in(directory).with("STAGECRAFT_JAVA", java.toString()).with("STAGECRAFT_AOT", "off");
    }
}
