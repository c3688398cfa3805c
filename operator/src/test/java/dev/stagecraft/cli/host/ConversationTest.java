package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.LocalTerminal;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.RunningProgram;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A terminal that is handed over to a shell on a host. */
@Timeout(60)
class ConversationTest {
    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());

    @TempDir
    Path directory;

    /** A terminal whose window a test resizes. */
    private static final class Window implements LocalTerminal {
        private volatile int columns = 90;
        private volatile Runnable resized = () -> {};
        private volatile String mode = "cooked";

        @Override
        public String type() {
            return "xterm";
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public int rows() {
            return 25;
        }

        @Override
        public Raw raw(Runnable told) {
            resized = told;
            mode = "raw";
            return () -> mode = "as it was";
        }

        void widen(int wider) {
            columns = wider;
            resized.run();
        }
    }

    @Test
    void keysGoThereSizesTooAndTheTerminalIsGivenBack() throws IOException {
        var window = new Window();
        var out = new ByteArrayOutputStream();
        var keys = new PipedOutputStream();
        var console = new Console(new PrintStream(out, true, UTF_8), System.err, new Screen(true, 90, true));
        try (var host = SimulatedHost.start(SimulatedHost.Options.ready(new ImageShelf(), CLIENT.publicKey()));
                var connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
                var connection = connector.connect(host.address("app-1", CLIENT.privateKey()));
                var session = CliSessions.of(new Session.Surroundings(
                        directory, Map.of(), new PipedInputStream(keys), console, Clock.systemUTC()))) {
            var status = CompletableFuture.supplyAsync(
                    () -> new Conversation(session, connection).onTerminal(List.of(), window));

            keys.write("stty size\r".getBytes(UTF_8));
            keys.flush();
            Awaitility.await().until(() -> out.toString(UTF_8).contains("25 90"));
            assertEquals("raw", window.mode);
            window.widen(120);
            keys.write("stty size\r".getBytes(UTF_8));
            keys.flush();
            Awaitility.await().until(() -> out.toString(UTF_8).contains("25 120"));
            keys.write("exit 3\r".getBytes(UTF_8));
            keys.flush();

            assertEquals(3, status.join());
            assertEquals("as it was", window.mode);
            assertTrue(out.toString(UTF_8).startsWith("# "), out::toString);
        }
    }

    /** Prints until it is closed, and never ends by itself. */
    private static final class Endless extends InputStream implements RunningProgram {
        private volatile boolean closed;

        @Override
        public int read() {
            return closed ? -1 : 'y';
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (closed) {
                return -1;
            }
            Arrays.fill(bytes, from, from + length, (byte) 'y');
            return length;
        }

        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream output() {
            return this;
        }

        @Override
        public InputStream errors() {
            return this;
        }

        @Override
        public void resize(int columns, int rows) {}

        @Override
        public int await() {
            throw new IllegalStateException("it does not end");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class NobodyReads extends OutputStream {
        @Override
        public void write(int letter) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    @Test
    void aProgramWhoseReaderWentAwayIsClosedAndNotWaitedFor() {
        var program = new Endless();
        var connection = (HostConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HostConnection.class}, (proxy, method, args) -> program);
        var console =
                new Console(new PrintStream(new NobodyReads()), new PrintStream(new NobodyReads()), Screen.none());
        try (var session = CliSessions.of(new Session.Surroundings(
                directory, Map.of(), InputStream.nullInputStream(), console, Clock.systemUTC()))) {
            var conversation = new Conversation(session, connection);

            assertEquals(141, conversation.piped(List.of("yes"), false));
            assertTrue(program.closed);
            program.closed = false;
            assertEquals(141, conversation.onTerminal(List.of("yes"), new Window()));
            assertTrue(program.closed);
        }
    }
}
