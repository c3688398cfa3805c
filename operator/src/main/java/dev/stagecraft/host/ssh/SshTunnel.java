package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A listener on the loopback whose connections have a channel each. The channel that proved that the target is reached is
 * given to the first of them: a database counts connections that end without a word against the host they come from.
 */
final class SshTunnel implements Tunnel {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 16;
    private static final int BUFFER = 32 << 10;

    private final ClientSession session;
    private final SshdSocketAddress target;
    private final Duration openLimit;
    private final ServerSocket listener;
    private final AtomicReference<@Nullable ChannelDirectTcpip> proven;
    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();

    private SshTunnel(
            ClientSession session,
            SshdSocketAddress target,
            Duration openLimit,
            ServerSocket listener,
            ChannelDirectTcpip proven) {
        this.session = session;
        this.target = target;
        this.openLimit = openLimit;
        this.listener = listener;
        this.proven = new AtomicReference<>(proven);
    }

    /** @param openLimit how long the host may take to reach the target */
    static SshTunnel open(HostAddress address, ClientSession session, SshdSocketAddress target, Duration openLimit) {
        ChannelDirectTcpip channel;
        try {
            channel = channel(session, target, openLimit);
        } catch (IOException | IllegalStateException refused) {
            throw SshFailures.forwarding(address, target.getHostName() + ":" + target.getPort(), refused);
        }
        try {
            var listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
            var tunnel = new SshTunnel(session, target, openLimit, listener, channel);
            session.addCloseFutureListener(ended -> tunnel.close());
            Thread.ofVirtual().name("tunnel").start(tunnel::accept);
            return tunnel;
        } catch (IOException noPort) {
            channel.close(true);
            throw SshFailures.noLoopback(address, noPort);
        }
    }

    @Override
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException closed) {
            // A listener that is gone is what was wanted.
        }
        accepted.forEach(SshTunnel::end);
        Optional.ofNullable(proven.getAndSet(null)).ifPresent(unused -> unused.close(false));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                accepted.add(near);
                Thread.ofVirtual().name("tunnel-connection").start(() -> serve(near));
            } catch (IOException closed) {
                close();
            }
        }
    }

    private void serve(Socket near) {
        try (near) {
            var far = next();
            try {
                near.setTcpNoDelay(true);
                Thread.ofVirtual().name("tunnel-requests").start(() -> requests(near, far));
                pass(far.getInvertedOut(), near.getOutputStream());
            } finally {
                far.close(false);
            }
        } catch (IOException | IllegalStateException broken) {
            // Who is connected sees its connection end.
        } finally {
            accepted.remove(near);
        }
    }

    /** Its end is told to the target, which may still have something to say. */
    private static void requests(Socket near, ChannelDirectTcpip far) {
        try (var out = far.getInvertedIn()) {
            pass(near.getInputStream(), out);
        } catch (IOException broken) {
            far.close(false);
        }
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[BUFFER];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    private ChannelDirectTcpip next() throws IOException {
        var kept = proven.getAndSet(null);
        return kept != null && kept.isOpen() ? kept : channel(session, target, openLimit);
    }

    private static ChannelDirectTcpip channel(ClientSession session, SshdSocketAddress target, Duration limit)
            throws IOException {
        var channel = session.createDirectTcpipChannel(SshdSocketAddress.LOCALHOST_ADDRESS, target);
        try {
            channel.open().verify(limit);
            return channel;
        } catch (IOException | RuntimeException refused) {
            channel.close(true);
            throw refused;
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // Gone already.
        }
    }
}
