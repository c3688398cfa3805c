package dev.stagecraft.sandbox.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostException.Code;
import dev.stagecraft.host.Tunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every host lets through it; the far end is the host's own SSH server, which says who it is when it is connected to. */
@Timeout(180)
interface TunnelContract {

    Duration SOON = Duration.ofSeconds(20);

    HostUnderTest host();

    @Test
    default void anAddressBeyondTheHostIsReachedFromTheLoopback() throws IOException {
        try (var session = ContractSession.open(host(), "tunnel");
                var tunnel = session.connection().forward("127.0.0.1", host().tunnelTarget())) {
            assertEquals("127.0.0.1", tunnel.host());
            for (int i = 0; i < 3; i++) {
                try (var socket = connect(tunnel)) {
                    assertEquals("SSH-", new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
                }
            }
            assertEquals(0, session.connection().run(Command.of("id", "-u")).exitCode());
        }
    }

    @Test
    default void aTunnelEndsWithItsConnection() throws IOException {
        try (var session = ContractSession.open(host(), "tunnelend")) {
            var other = ContractSession.open(host(), "tunnelown");
            var tunnel = other.connection().forward("127.0.0.1", host().tunnelTarget());
            try (var socket = connect(tunnel)) {
                socket.getInputStream().readNBytes(4);

                other.close();

                await().atMost(SOON).until(() -> ended(socket));
            }
            await().atMost(SOON).until(() -> isClosed(tunnel));
            assertTrue(session.connection().isOpen());
        }
    }

    @Test
    default void aClosedTunnelLeavesTheConnection() throws IOException {
        try (var session = ContractSession.open(host(), "tunnelshut")) {
            var tunnel = session.connection().forward("127.0.0.1", host().tunnelTarget());
            try (var socket = connect(tunnel)) {
                socket.getInputStream().readNBytes(4);

                tunnel.close();
                tunnel.close();

                await().atMost(SOON).until(() -> ended(socket));
            }
            assertTrue(isClosed(tunnel));
            assertEquals(0, session.connection().run(Command.of("id", "-u")).exitCode());
        }
    }

    @Test
    default void aPortWhereNobodyListensIsATargetThatIsNotReached() {
        try (var session = ContractSession.open(host(), "tunnelnone")) {
            var refused =
                    assertThrows(HostException.class, () -> session.connection().forward("127.0.0.1", 1));

            assertEquals(Code.TARGET_UNREACHABLE, refused.code(), refused::getMessage);
            assertTrue(String.valueOf(refused.getMessage()).contains("127.0.0.1:1."), refused::getMessage);
            assertTrue(refused.retryable());
            assertTrue(session.connection().isOpen());
        }
    }

    @Test
    default void aHostThatForwardsNothingSaysSo() {
        host().refuseForwarding(true);
        try (var session = ContractSession.open(host(), "tunnelno")) {
            var refused = assertThrows(
                    HostException.class, () -> session.connection().forward("127.0.0.1", host().tunnelTarget()));

            assertEquals(Code.FORWARDING_REFUSED, refused.code(), refused::getMessage);
            assertTrue(String.valueOf(refused.getMessage()).contains("AllowTcpForwarding"), refused::getMessage);
            assertFalse(refused.retryable());
        } finally {
            host().refuseForwarding(false);
        }
    }

    private static Socket connect(Tunnel tunnel) throws IOException {
        return new Socket(InetAddress.getByName(tunnel.host()), tunnel.port());
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(1000);
            return socket.getInputStream().skip(1 << 20) == 0
                    && socket.getInputStream().read() < 0;
        } catch (IOException broken) {
            return !(broken instanceof SocketTimeoutException);
        }
    }

    private static boolean isClosed(Tunnel tunnel) {
        try (var socket = connect(tunnel)) {
            return !socket.isConnected();
        } catch (ConnectException closed) {
            return true;
        } catch (IOException other) {
            throw new UncheckedIOException(other);
        }
    }
}
