package dev.stagecraft.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void aCommandKeepsItsWordsAndItsLimits() {
        var command = Command.of("/usr/bin/docker", "ps")
                .withStdin(Secret.of("s3cret"))
                .withTimeout(Duration.ofSeconds(3))
                .withOutputLimit(10);

        assertEquals(List.of("/usr/bin/docker", "ps"), command.argv());
        assertEquals(Optional.of(Secret.of("s3cret")), command.stdin());
        assertEquals(Duration.ofSeconds(3), command.timeout());
        assertEquals(10, command.outputLimit());
        assertEquals("docker", command.program());
        assertFalse(command.toString().contains("s3cret"));
    }

    @Test
    void impossibleCommandsAreNotMade() {
        assertEquals(
                CommandException.Code.EMPTY,
                assertThrows(CommandException.class, () -> Command.of()).code());
        assertThrows(CommandException.class, () -> Command.of(""));
        var command = Command.of("true");
        assertThrows(IllegalArgumentException.class, () -> command.withTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> command.withOutputLimit(-1));
    }

    @Test
    void aResultShowsSizesAndNeverText() {
        var result = new CommandResult(3, "s3cret", "t0ken", true);

        assertFalse(result.succeeded());
        assertTrue(new CommandResult(0, "", "", false).succeeded());
        assertEquals("CommandResult[exitCode=3, stdout=6 chars, stderr=5 chars, truncated=true]", result.toString());
    }

    @Test
    void aLimitBelowASecondIsNotNoLimit() {
        var words = List.of("docker", "ps");

        assertEquals("1", Wrapping.bounded(Duration.ofMillis(10), words).get(3));
        assertEquals("1", Wrapping.locked("/base/lock", Duration.ZERO, words).get(2));
    }

    @Test
    void wrappersAreWordsBeforeWords() {
        var words = List.of("docker", "ps");

        assertEquals(
                List.of("flock", "-w", "30", "-E", "75", "/base/lock", "docker", "ps"),
                Wrapping.locked("/base/lock", Duration.ofSeconds(30), words));
        assertEquals(
                List.of("timeout", "-k", "10", "60", "docker", "ps"), Wrapping.bounded(Duration.ofMinutes(1), words));
        assertEquals(
                List.of("sh", "-c", ". \"$1\" && shift && exec \"$@\"", "stagecraft", "/base/env.sh", "docker", "ps"),
                Wrapping.sourcing("/base/env.sh", words));
    }
}
