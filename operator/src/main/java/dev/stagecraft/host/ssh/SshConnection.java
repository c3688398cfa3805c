package dev.stagecraft.host.ssh;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.Quoting;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.InputSource;
import dev.stagecraft.host.RunningProgram;
import dev.stagecraft.host.TerminalShape;
import dev.stagecraft.host.Tunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** One authenticated session; every command has a channel of its own. */
final class SshConnection implements HostConnection {

    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final HostAddress address;
    private final ClientSession session;

    SshConnection(HostAddress address, ClientSession session) {
        this.address = address;
        this.session = session;
    }

    @Override
    public String display() {
        return address.display();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public CommandResult run(Command command) {
        return send(command, out -> {
            if (command.stdin().isPresent()) {
                out.write(command.stdin().get().revealBytes());
            }
        });
    }

    @Override
    public CommandResult send(Command command, InputSource input) {
        var text = Quoting.posix(command.argv()).getBytes(StandardCharsets.UTF_8);
        var out = new CappedOutput(command.outputLimit());
        var err = new CappedOutput(command.outputLimit());
        try {
            var channel = session.createExecChannel(text, null, Map.of());
            try {
                channel.setOut(out);
                channel.setErr(err);
                return exchange(command, input, channel, out, err);
            } finally {
                end(channel);
            }
        } catch (IOException | IllegalStateException broken) {
            throw SshFailures.lost(address, command.program(), broken);
        }
    }

    @Override
    public RunningProgram start(List<String> argv, Optional<TerminalShape> terminal) {
        return SshProgram.start(address, session, argv, terminal, OPEN_LIMIT);
    }

    @Override
    public Tunnel forward(String host, int port) {
        return SshTunnel.open(address, session, new SshdSocketAddress(host, port), OPEN_LIMIT);
    }

    @Override
    public void close() {
        end(session);
    }

    private CommandResult exchange(
            Command command, InputSource input, ChannelExec channel, CappedOutput out, CappedOutput err)
            throws IOException {
        channel.open().verify(OPEN_LIMIT);
        var clock = new SendingClock(command.timeout());
        feed(input, channel, clock);
        var events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), clock.left());
        if (out.flooded() || err.flooded()) {
            throw SshFailures.flood(address, command.program());
        }
        if (events.contains(ClientChannelEvent.TIMEOUT)) {
            throw SshFailures.slow(address, command.program(), command.timeout().toSeconds());
        }
        return new CommandResult(
                Exits.code(address, command.program(), channel),
                out.text(),
                err.text(),
                out.truncated() || err.truncated());
    }

    /** A program may end without reading its input; that is no failure, its exit code tells. */
    private static void feed(InputSource input, ChannelExec channel, SendingClock clock) {
        var in = new ProgramInput(channel.getInvertedIn(), clock);
        try (in) {
            input.writeTo(in);
            in.flush();
        } catch (IOException failed) {
            if (!in.broken()) {
                throw new UncheckedIOException("What was to be sent could not be read.", failed);
            }
            // The exit code, or its absence, says what became of the program.
        }
    }

    /** With a goodbye, so that the host ends its side too, but without waiting long for the answer. */
    static void end(Closeable side) {
        try {
            side.close(false).await(GOODBYE);
        } catch (IOException interrupted) {
            // The hard end below needs no answer.
        } finally {
            side.close(true);
        }
    }
}
