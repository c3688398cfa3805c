package dev.stagecraft.sandbox.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** One command on its SSH channel: parsed, struck by a fault or run, answered. */
final class SimulatedCall implements Command {

    private static final int FLOOD_CHUNK = 1 << 15;
    private static final int TERMINATED = 128 + 15;
    private static final int POLL_MILLIS = 20;

    private final String line;
    private final SimulatedShell shell;
    private final SimulatedHostState state;
    private final CountDownLatch destroyed = new CountDownLatch(1);
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private Optional<ExitCallback> exit = Optional.empty();

    SimulatedCall(String line, SimulatedShell shell, SimulatedHostState state) {
        this.line = line;
        this.shell = shell;
        this.state = state;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = Optional.of(callback);
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread.ofVirtual().name("simulated-host").start(() -> {
            try {
                serve(channel);
            } catch (IOException gone) {
                destroyed.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void destroy(ChannelSession channel) {
        destroyed.countDown();
    }

    private void serve(ChannelSession channel) throws IOException, InterruptedException {
        state.journal().heard(line);
        SimulatedShell.Inner inner;
        try {
            inner = SimulatedShell.unwrap(Words.parse(line));
        } catch (IllegalArgumentException notOurQuoting) {
            state.journal().add(List.of(line), false);
            answer(Reply.notFound("not quoted by the operator"));
            return;
        }
        if (inner.attended()) {
            state.journal().add(inner.argv(), true);
            attended(inner.argv());
            return;
        }
        var stdin = in.readAllBytes();
        var strike = state.faults().take(inner.argv());
        if (strike.isEmpty()) {
            answer(shell.run(inner, stdin));
            return;
        }
        switch (strike.get()) {
            case HANG -> destroyed.await();
            case FLOOD -> flood();
            case DROP_BEFORE -> channel.getServerSession().close(true);
            case DROP_AFTER -> {
                shell.run(inner, stdin);
                channel.getServerSession().close(true);
            }
        }
    }

    /** What {@link dev.stagecraft.host.HostScripts#ATTENDED} does: the end of the input is the program's. */
    private void attended(List<String> argv) throws IOException, InterruptedException {
        Thread.ofVirtual().name("simulated-attendant").start(() -> {
            try {
                in.readAllBytes();
            } catch (IOException gone) {
                // The end all the same.
            }
            destroyed.countDown();
        });
        var followed = shell.followed(argv);
        if (followed.isEmpty()) {
            destroyed.await();
            answer(new Reply(TERMINATED, "", ""));
            return;
        }
        if (state.faults().logsWithheld()) {
            answer(Reply.failed(1, "Error response from daemon: configured logging driver does not support reading")
                    .joined());
            return;
        }
        var log = followed.get();
        var begun = log.begin();
        var last = begun.last();
        var lines = begun.lines();
        while (true) {
            for (var next : lines) {
                out.write(SimulatedShell.bytes(next.stamped()));
                last = next.at();
            }
            out.flush();
            if (!log.goesOn()) {
                answer(Reply.ok());
                return;
            }
            if (destroyed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                answer(new Reply(TERMINATED, "", ""));
                return;
            }
            lines = log.after(last);
        }
    }

    private void flood() throws IOException {
        var chunk = new byte[FLOOD_CHUNK];
        while (destroyed.getCount() > 0) {
            out.write(chunk);
            out.flush();
        }
    }

    private void answer(Reply reply) throws IOException {
        out.write(SimulatedShell.bytes(reply.out()));
        out.flush();
        err.write(SimulatedShell.bytes(reply.err()));
        err.flush();
        exit.ifPresent(callback -> callback.onExit(reply.exitCode()));
    }
}
