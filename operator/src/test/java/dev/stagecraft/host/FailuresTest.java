package dev.stagecraft.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.host.HostCommandException.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private record Case(Code code, int exit, String err) {}

    @Test
    void exitCodeAndWordsTellWhatWentWrong() {
        for (var known : List.of(
                new Case(Code.LOCKED, 75, ""),
                new Case(Code.TIMED_OUT, 124, ""),
                new Case(Code.DISK_FULL, 1, "cat: write error: No space left on device"),
                new Case(Code.DOCKER_DOWN, 1, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."),
                new Case(Code.DOCKER_DOWN, 1, "dial unix /var/run/docker.sock: connect: connection refused"),
                new Case(Code.IMAGE_NOT_FOUND, 1, "manifest for r/web:v9 not found: manifest unknown"),
                new Case(Code.IMAGE_NOT_FOUND, 1, "pull access denied for web, repository does not exist"),
                new Case(
                        Code.IMAGE_PLATFORM_MISSING, 1, "no matching manifest for linux/arm64/v8 in the manifest list"),
                new Case(
                        Code.IMAGE_PLATFORM_MISSING,
                        1,
                        "no match for platform in manifest sha256:00: not found: manifest unknown"),
                new Case(Code.REGISTRY_DENIED, 1, "no basic auth credentials"),
                new Case(Code.REGISTRY_DENIED, 1, "Head \"https://r/v2/\": unauthorized: authentication required"),
                new Case(
                        Code.REGISTRY_UNREACHABLE,
                        1,
                        "Get \"http://r/v2/\": dial tcp 10.0.0.1:5000: connect: connection refused"),
                new Case(Code.REGISTRY_UNREACHABLE, 1, "lookup r on 127.0.0.53:53: no such host"),
                new Case(Code.OTHER, 1, "something new"))) {
            assertEquals(
                    known.code(),
                    Failures.classify(new CommandResult(known.exit(), "", known.err(), false), Code.OTHER));
        }
    }

    @Test
    void everyFailureIsASentenceWithHostReasonAndAdvice() {
        for (var code : Code.values()) {
            var failure =
                    Failures.exception("app-1 (192.0.2.1:22)", "do it", new CommandResult(1, "", "odd", false), code);
            var message = String.valueOf(failure.getMessage());
            assertTrue(
                    message.startsWith("Could not do it on host app-1 (192.0.2.1:22) (exit code 1); it said: odd. "),
                    message);
            assertTrue(message.endsWith("."), message);
            assertEquals(code, failure.code());
        }
    }

    @Test
    void onlyWhatAPersonMustMendIsNotTriedAgain() {
        var retried = List.of(Code.values()).stream()
                .filter(code -> new HostCommandException(code, "x").retryable())
                .toList();

        assertEquals(
                List.of(Code.REGISTRY_UNREACHABLE, Code.LOCKED, Code.TIMED_OUT, Code.DOCKER_DOWN, Code.OTHER), retried);
    }

    @Test
    void outputIsOneShortPlainLine() {
        var excerpt = Failures.excerpt("\u001b[31mred\u001b[0m\r\n\u202eback\u0007 " + "x".repeat(5000));

        assertEquals(1024, excerpt.length());
        assertTrue(excerpt.startsWith("…x"), excerpt);
        assertEquals("red back", Failures.excerpt("\u001b[31mred\u001b[0m\r\n\u202eback\u0007"));
        var silent = Failures.exception("h", "x", new CommandResult(1, "", "", false));
        assertFalse(String.valueOf(silent.getMessage()).contains("it said"));
    }
}
