package dev.stagecraft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProgramsTest {
    @TempDir
    Path directory;

    @Test
    void runsInItsDirectoryWithWhatItIsGiven() {
        var programs = new LocalPrograms(directory);

        var result = programs.run(Command.of("sh", "-c", "pwd; cat; echo oops >&2; exit 3")
                .withStdin(Secret.of("from standard input\n")));

        assertEquals(3, result.exitCode());
        assertEquals(directory.toAbsolutePath() + "\nfrom standard input\n", result.stdout());
        assertEquals("oops\n", result.stderr());
        assertEquals("", programs.run(Command.of("cat")).stdout());
    }

    @Test
    void aProgramThatIsNotThereAnswersAsAShellDoes() {
        var result = new LocalPrograms(directory).run(Command.of("no-such-program-7a"));

        assertEquals(127, result.exitCode());
        assertEquals("no-such-program-7a cannot be started", result.stderr());
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithWhatItStarted() {
        var result = new LocalPrograms(directory)
                .run(Command.of("sh", "-c", "sleep 60 & wait").withTimeout(Duration.ofMillis(300)));

        assertEquals(137, result.exitCode());
        assertEquals("sh took longer than PT0.3S", result.stderr());
    }

    @Test
    void outputBeyondTheLimitIsDropped() {
        var result = new LocalPrograms(directory)
                .run(Command.of("sh", "-c", "yes | head -c 100000").withOutputLimit(4));

        assertEquals("y\ny\n", result.stdout());
        assertTrue(result.truncated());
    }
}
