package dev.stagecraft.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells that there is no script for. */
class CompletionCommandTest {
    @TempDir
    Path directory;

    @Test
    void anotherShellIsRefusedWithThoseThatThereAre() {
        assertEquals(
                new CliRun.Result(1, "", "error: There is no completion for tcsh; name one of bash, zsh and fish.\n"),
                CliRun.in(directory).run("completion", "tcsh"));
    }

    @Test
    void aShellMustBeNamed() {
        assertEquals(
                new CliRun.Result(
                        1, "", "error: Missing required parameter: 'SHELL'. See stagecraft completion --help.\n"),
                CliRun.in(directory).run("completion"));
    }
}
