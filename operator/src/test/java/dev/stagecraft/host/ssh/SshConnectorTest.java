package dev.stagecraft.host.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostException.Code;
import dev.stagecraft.sandbox.host.Faults.Strike;
import dev.stagecraft.sandbox.host.SimulatedHost;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way in which a connection fails has its own code, in bounded time, and a sentence. */
@Timeout(120)
class SshConnectorTest {

    private static final Command ASK = Command.of("id", "-u").withTimeout(Duration.ofSeconds(30));

    private final SshScene scene = new SshScene();
    private final SimulatedHost host = scene.host;
    private final SshConnector connector = scene.connector;

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aClosedPortIsUnreachable() {
        host.unplug();

        var failed = scene.refused(scene.address());

        assertEquals(Code.UNREACHABLE, failed.code());
        assertTrue(failed.retryable());
        host.plugIn();
        connector.connect(scene.address()).close();
    }

    @Test
    void anAddressThatIsRefusedIsNotConnectedTo() {
        try (var careful = new SshConnector(
                SshScene.SHORT, found -> found.isLoopbackAddress() ? Optional.of("is our own") : Optional.empty())) {
            var failed = assertThrows(HostException.class, () -> careful.connect(scene.address()));

            assertEquals(Code.ADDRESS_REFUSED, failed.code());
            assertTrue(String.valueOf(failed.getMessage()).contains("is our own"), failed::getMessage);
            assertTrue(!failed.retryable());
            assertTrue(host.journal().entries().isEmpty());
        }
    }

    @Test
    void aPortThatNeverSpeaksIsATimeout() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var failed = scene.refused(at(silent.getLocalPort()));

            assertEquals(Code.TIMEOUT, failed.code(), failed::getMessage);
        }
    }

    @Test
    void aCommandThatNeverEndsIsATimeoutAndTheConnectionLives() {
        host.faults().next("id", Strike.HANG);
        try (var connection = connector.connect(scene.address())) {
            var slow = assertThrows(HostException.class, () -> connection.run(ASK.withTimeout(Duration.ofMillis(500))));

            assertEquals(Code.TIMEOUT, slow.code());
            assertEquals("0\n", connection.run(ASK).stdout());
        }
    }

    @Test
    void aConnectionThatBreaksInACommandIsLost() {
        host.faults().next("id", Strike.DROP_BEFORE);
        try (var connection = connector.connect(scene.address())) {
            var lost = assertThrows(HostException.class, () -> connection.run(ASK));

            assertEquals(Code.CONNECTION_LOST, lost.code());
            assertTrue(String.valueOf(lost.getMessage()).contains("'id'"), lost::getMessage);
            assertEquals(
                    Code.CONNECTION_LOST,
                    assertThrows(HostException.class, () -> connection.run(ASK)).code());
        }
    }

    @Test
    void aHostThatPrintsWithoutEndIsCutOff() {
        host.faults().next("id", Strike.FLOOD);
        try (var connection = connector.connect(scene.address())) {
            var flooded =
                    assertThrows(HostException.class, () -> connection.run(ASK.withTimeout(Duration.ofSeconds(100))));

            assertEquals(Code.PROTOCOL, flooded.code());
        }
    }

    @Test
    void aCableThatIsCutEndsTheConnectionByItself() throws Exception {
        host.faults().next("id", Strike.HANG);
        try (var wire = new CutWire(host.port());
                var connection = connector.connect(at(wire.port()))) {
            wire.cut();

            var lost = assertThrows(HostException.class, () -> connection.run(ASK));

            assertEquals(Code.CONNECTION_LOST, lost.code(), lost::getMessage);
            assertFalse(connection.isOpen());
        }
    }

    @Test
    void closingTheConnectorEndsItsThreads() {
        var before = clientThreads();
        var own = new SshConnector(SshScene.SHORT, address -> Optional.empty());
        own.connect(scene.address()).close();
        assertFalse(before.containsAll(clientThreads()), "a connection has threads");

        own.close();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> before.containsAll(clientThreads()));
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sshd-SshClient"))
                .collect(Collectors.toSet());
    }

    private HostAddress at(int port) {
        var right = scene.address();
        return new HostAddress(
                right.host(), right.address(), port, right.user(), right.privateKey(), right.expectedHostKeys());
    }
}
