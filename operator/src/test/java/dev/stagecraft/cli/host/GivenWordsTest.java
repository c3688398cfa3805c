package dev.stagecraft.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that a locale has spoilt run nowhere. */
class GivenWordsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "exec"})
    void aWordThatWasLostOnItsWayIsRefused(String command) {
        assertEquals(
                new CliRun.Result(
                        1,
                        "",
                        "error: Word 2 of the command could not be read in this locale, so nothing was run; set LC_ALL=C.UTF-8, and"
                                + " write the word as UTF-8.\n"),
                CliRun.in(directory).run(command, "web", "--", "rm", "M\ufffd\ufffdller"));
    }
}
