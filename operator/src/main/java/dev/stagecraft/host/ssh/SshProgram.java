package dev.stagecraft.host.ssh;

import dev.stagecraft.command.Quoting;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.RunningProgram;
import dev.stagecraft.host.TerminalShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;

/** A program on a channel of its own. */
final class SshProgram implements RunningProgram {
    private static final String SHELL = "the shell";

    private final HostAddress address;
    private final String name;
    private final PtyCapableChannelSession channel;

    private SshProgram(HostAddress address, String name, PtyCapableChannelSession channel) {
        this.address = address;
        this.name = name;
        this.channel = channel;
    }

    /** @param openLimit how long the host may take to start it */
    static SshProgram start(
            HostAddress address,
            ClientSession session,
            List<String> argv,
            Optional<TerminalShape> terminal,
            Duration openLimit) {
        var name = argv.isEmpty() ? SHELL : argv.getFirst();
        try {
            var channel = channel(session, argv, terminal);
            channel.setUsePty(terminal.isPresent());
            try {
                channel.open().verify(openLimit);
            } catch (IOException | RuntimeException refused) {
                SshConnection.end(channel);
                throw refused;
            }
            return new SshProgram(address, name, channel);
        } catch (IOException | IllegalStateException broken) {
            throw SshFailures.lost(address, name, broken);
        }
    }

    private static PtyCapableChannelSession channel(
            ClientSession session, List<String> argv, Optional<TerminalShape> terminal) throws IOException {
        var pty = configuration(terminal);
        return argv.isEmpty()
                ? session.createShellChannel(pty, Map.of())
                : session.createExecChannel(Quoting.posix(argv).getBytes(StandardCharsets.UTF_8), pty, Map.of());
    }

    /** Without a terminal one that is never asked for: given none, the library would look at the operator's own. */
    private static PtyChannelConfiguration configuration(Optional<TerminalShape> terminal) {
        var pty = new PtyChannelConfiguration();
        terminal.ifPresent(shape -> {
            pty.setPtyType(shape.type());
            pty.setPtyColumns(shape.columns());
            pty.setPtyLines(shape.rows());
        });
        return pty;
    }

    @Override
    public OutputStream input() {
        return channel.getInvertedIn();
    }

    @Override
    public InputStream output() {
        return channel.getInvertedOut();
    }

    @Override
    public InputStream errors() {
        return channel.getInvertedErr();
    }

    @Override
    public void resize(int columns, int rows) {
        if (!channel.isUsePty()) {
            return;
        }
        try {
            channel.sendWindowChange(columns, rows);
        } catch (IOException | IllegalStateException gone) {
            // Who waits for the program is told that the connection is gone.
        }
    }

    @Override
    public int await() {
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
        return Exits.code(address, name, channel);
    }

    @Override
    public void close() {
        SshConnection.end(channel);
    }
}
