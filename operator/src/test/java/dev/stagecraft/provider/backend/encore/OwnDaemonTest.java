package dev.stagecraft.provider.backend.encore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script with a real shell, around programs that stand for the command line. */
@Timeout(60)
class OwnDaemonTest {
    private final Path home;
    private final Path socket;

    /** Somebody's daemon runs. */
    OwnDaemonTest(@TempDir Path home) throws IOException {
        this.home = home;
        socket = home.resolve(".cache/encore/encored.sock");
        Files.createDirectories(socket.getParent());
        Files.writeString(socket, "an older daemon");
        Files.writeString(home.resolve(OwnDaemon.FILE), OwnDaemon.SCRIPT);
    }

    @Test
    void anOlderDaemonIsEndedBeforeAndTheOwnOneAfterwards() throws Exception {
        var process = start("[ ! -e \"$1\" ] && echo mine > \"$1\" && [ -e \"$1\" ] && echo \"$DOCKER_CONFIG\" > used");
        assertEquals(0, process.waitFor());
        assertEquals("/login\n", Files.readString(home.resolve("used")));
        assertFalse(Files.exists(socket));
    }

    @Test
    void whatTheCommandLineSaysAtItsEndIsKept() throws Exception {
        var process = start("touch \"$1\"; echo broken >&2; exit 3");
        assertEquals(3, process.waitFor());
        assertEquals("broken\n", new String(process.getErrorStream().readAllBytes(), UTF_8));
        assertFalse(Files.exists(socket));
    }

    @Test
    void theNextOneWaitsUntilTheFirstHasEndedAndADaemonThatStaysHoldsNoLock() throws Exception {
        var first = start(
                "sleep 60 > /dev/null 2>&1 & echo $! > left; touch begun; until [ -e go ]; do sleep 0.02; done; echo 1 >> order");
        await().until(() -> Files.exists(home.resolve("begun")));
        var second = start("echo 2 >> order");
        assertFalse(Files.exists(home.resolve("order")));
        Files.createFile(home.resolve("go"));
        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(List.of("1", "2"), Files.readAllLines(home.resolve("order")));
        var left = ProcessHandle.of(
                Long.parseLong(Files.readString(home.resolve("left")).strip()));
        assertTrue(left.orElseThrow().destroyForcibly());
    }

    @Test
    void itEndsTheDaemonAlsoWhenItIsEnded() throws Exception {
        var process = start("touch \"$1\" begun; until [ -e go ]; do sleep 0.02; done");
        await().until(() -> Files.exists(home.resolve("begun")));
        process.destroy();
        Files.createFile(home.resolve("go"));
        assertEquals(143, process.waitFor());
        assertFalse(Files.exists(socket));
    }

    private Process start(String commandLine) throws IOException {
        var words = OwnDaemon.around(List.of("sh", "-c", commandLine, "encore", socket.toString()));
        var builder = new ProcessBuilder(words.stream()
                        .map(word -> word.replace("{files}", home.toString()))
                        .toList())
                .directory(home.toFile());
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().put("HOME", home.toString());
        builder.environment().put("DOCKER_CONFIG", "/login");
        return builder.start();
    }
}
