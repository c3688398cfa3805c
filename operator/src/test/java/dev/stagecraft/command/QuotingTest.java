package dev.stagecraft.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.CommandException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is quoted comes out of a real shell as the same words, and starts nothing else. */
@Timeout(240)
class QuotingTest {

    private static final int CASES = 10_000;
    private static final long SEED = 20_261_122L;

    /** Prints each word between NULs, by a builtin: a shell that starts a process for it would show. */
    private static final String PRINT = "printf";

    private static final List<String> NASTY = List.of(
            "'",
            "\"",
            "\\",
            "`id`",
            "$(touch pwned)",
            "${IFS}",
            ";",
            "&",
            "|",
            "\n",
            "\r",
            "\t",
            " ",
            "*",
            "?",
            "[a-z]",
            "~",
            "!",
            "#",
            "=",
            "-",
            "--",
            "<",
            ">",
            "(",
            ")",
            "{a,b}",
            "\u202e",
            "ü",
            "☃",
            "\ud83d\ude00",
            "$HOME",
            "\\'",
            "''",
            "-oProxyCommand=x",
            "%s%n",
            "\u0001",
            "\u007f",
            "é\u0301",
            "eval",
            "a");

    @TempDir
    Path directory;

    @Test
    void everyWordComesOutOfARealShellByteForByteAndStartsNothing() throws Exception {
        // Given
        var random = new Random(SEED);
        var script = new StringBuilder();
        var expected = new StringBuilder();
        for (int at = 0; at < CASES; at++) {
            var words = words(random);
            script.append(Quoting.posix(command(words))).append('\n');
            words.forEach(word -> expected.append(word).append('\0'));
        }

        // When the shell may start nothing at all: no PATH leads anywhere
        var actual = sh(script.toString());

        // Then
        assertEquals(expected.toString(), actual.out());
        assertEquals("", actual.err());
        assertEquals(List.of("script"), names());
    }

    @Test
    void whatCannotBeCarriedIsRefusedWithoutBeingRepeated() {
        for (var refusal : List.of(
                new Refusal(Code.NUL_IN_WORD, List.of("echo", "secret\0word")),
                new Refusal(Code.NOT_UNICODE, List.of("echo", "secret\ud83dword")),
                new Refusal(Code.TOO_LONG, List.of("echo", "secret".repeat(30_000))),
                new Refusal(Code.EMPTY, List.of()))) {
            var thrown = assertThrows(CommandException.class, () -> Quoting.posix(refusal.words()));
            assertEquals(refusal.code(), thrown.code());
            assertFalse(String.valueOf(thrown.getMessage()).contains("secret"), thrown::getMessage);
        }
    }

    @Test
    void evenHarmlessWordsAreQuoted() {
        assertEquals("'docker' 'ps' '' 'it'\\''s'", Quoting.posix(List.of("docker", "ps", "", "it's")));
    }

    private record Refusal(Code code, List<String> words) {}

    private record Ran(String out, String err) {}

    private static List<String> command(List<String> words) {
        var argv = new ArrayList<>(List.of(PRINT, "%s\\0"));
        argv.addAll(words);
        return argv;
    }

    private static List<String> words(Random random) {
        var words = new ArrayList<String>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            var word = new StringBuilder();
            for (int parts = random.nextInt(6); parts > 0; parts--) {
                word.append(
                        random.nextInt(4) == 0
                                ? Character.toString(random.nextInt(1, 0xD7FF))
                                : NASTY.get(random.nextInt(NASTY.size())));
            }
            words.add(word.toString());
        }
        return words;
    }

    private Ran sh(String script) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("script"), script);
        var out = Files.createTempFile("quoting", ".out");
        var err = Files.createTempFile("quoting", ".err");
        try {
            var builder = new ProcessBuilder("/bin/sh", "script")
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", "/nowhere");
            var process = builder.start();
            assertTrue(process.waitFor(200, TimeUnit.SECONDS), "the shell did not end");
            return new Ran(Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
