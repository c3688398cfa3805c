package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.ContainerCommands;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostException.Code;
import dev.stagecraft.host.HostScripts;
import dev.stagecraft.host.LogRange;
import dev.stagecraft.host.RunningProgram;
import dev.stagecraft.host.TerminalShape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every host does with programs whose streams are somebody's own. */
@Timeout(180)
interface ProgramContract {

    HostUnderTest host();

    @Test
    default void aProgramReadsWhatItIsGivenAndPrintsApart() throws IOException {
        try (var session = ContractSession.open(host(), "talk");
                var echoing = session.connection().start(List.of("cat"), Optional.empty());
                var failing = session.connection()
                        .start(List.of("sh", "-c", "echo right; echo wrong >&2; exit 7"), Optional.empty())) {
            echoing.input().write("a line\nand \u00e9\n".getBytes(UTF_8));
            echoing.input().close();
            failing.input().close();

            assertEquals("a line\nand \u00e9\n", text(echoing));
            assertEquals(0, echoing.await());
            assertEquals("right\n", text(failing));
            assertEquals("wrong\n", new String(failing.errors().readAllBytes(), UTF_8));
            assertEquals(7, failing.await());
        }
    }

    @Test
    default void anAttendedProgramEndsWithItsInput() throws IOException {
        try (var session = ContractSession.open(host(), "attend");
                var program = session.connection()
                        .start(
                                List.of("sh", "-c", HostScripts.ATTENDED, "stagecraft", "sleep", "1000"),
                                Optional.empty())) {
            program.input().close();

            assertEquals("", text(program));
            assertEquals(128 + 15, program.await());
        }
    }

    @Test
    default void aProgramWhoseConnectionEndsIsLost() throws IOException {
        try (var connector = ContractSession.connector()) {
            var connection = connector.connect(host().address());
            var program = connection.start(List.of("cat"), Optional.empty());

            connection.close();

            assertEquals("", text(program));
            assertEquals(
                    Code.CONNECTION_LOST,
                    assertThrows(HostException.class, program::await).code());
        }
    }

    @Test
    default void aShellHasATerminalOfTheSizeThatItIsTold() throws IOException {
        try (var session = ContractSession.open(host(), "shell");
                var shell = session.connection().start(List.of(), Optional.of(new TerminalShape("xterm", 100, 30)))) {
            type(shell, "stty size");
            awaitText(shell, "30 100");

            shell.resize(120, 40);
            type(shell, "stty size");
            awaitText(shell, "40 120");

            type(shell, "exit 3");
            shell.output().readAllBytes();
            assertEquals(3, shell.await());
        }
    }

    @Test
    default void aShellWithoutATerminalReadsItsCommands() throws IOException {
        try (var session = ContractSession.open(host(), "noshell");
                var shell = session.connection().start(List.of(), Optional.empty())) {
            shell.input().write("echo here\nexit 4\n".getBytes(UTF_8));
            shell.input().close();

            assertEquals("here\n", text(shell));
            assertEquals(4, shell.await());
        }
    }

    @Test
    default void theLogOfAContainerIsReadWithTimesAndFollowed() throws IOException {
        try (var session = ContractSession.open(host(), "log")) {
            var image = host().image("log", HostUnderTest.Kind.GOOD);
            var container =
                    session.release("rel-1", ContractCompose.web(image), "web").getFirst();
            var read = ContainerCommands.logs(container.id(), LogRange.ALL);
            try (var whole = session.connection().start(read, Optional.empty());
                    var following = session.connection()
                            .start(ContainerCommands.follow(container.id(), LogRange.ALL), Optional.empty());
                    var gone = session.connection()
                            .start(ContainerCommands.logs("0".repeat(64), LogRange.ALL), Optional.empty())) {
                whole.input().close();
                gone.input().close();
                var lines = text(whole).lines().toList();
                assertEquals(0, whole.await());
                assertTrue(
                        lines.stream().allMatch(line -> line.matches("[0-9T:-]{19}\\.[0-9]{9}Z .*")), lines::toString);

                session.project().stopAndRemove(List.of(container), ContractSession.DRAIN);
                assertTrue(text(following).lines().toList().containsAll(lines));
                following.await();

                assertTrue(text(gone).contains("No such container"));
                assertEquals(1, gone.await());
            }
        }
    }

    @Test
    default void aCommandInAContainerThatIsGoneFails() throws IOException {
        try (var session = ContractSession.open(host(), "execgone");
                var program = session.connection()
                        .start(ContainerCommands.exec("0".repeat(64), true, false, List.of("cat")), Optional.empty())) {
            program.input().close();
            assertEquals("", text(program));
            assertTrue(new String(program.errors().readAllBytes(), UTF_8).contains("No such container"));
            assertEquals(1, program.await());
        }
    }

    private static String text(RunningProgram program) throws IOException {
        return new String(program.output().readAllBytes(), UTF_8);
    }

    private static void type(RunningProgram shell, String line) throws IOException {
        shell.input().write((line + "\n").getBytes(UTF_8));
        shell.input().flush();
    }

    private static void awaitText(RunningProgram shell, String wanted) throws IOException {
        var seen = new StringBuilder();
        var buffer = new byte[1024];
        while (!seen.toString().contains(wanted)) {
            int length = shell.output().read(buffer);
            assertTrue(length >= 0, () -> "it ended after " + seen);
            seen.append(new String(buffer, 0, length, UTF_8));
        }
    }
}
