package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.LocalTerminal;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.RunningProgram;
import dev.stagecraft.host.TerminalShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** A program on a host whose streams are those of the command; its exit status becomes the command's. */
final class Conversation {
    private static final int BUFFER = 16 << 10;

    private final Session session;
    private final HostConnection connection;

    Conversation(Session session, HostConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    /**
     * Over pipes.
     *
     * @param input whether it is given standard input; otherwise its input has ended
     */
    int piped(List<String> argv, boolean input) {
        try (var program = connection.start(argv, Optional.empty())) {
            if (input) {
                give(program);
            } else {
                end(program.input());
            }
            var errors = Thread.ofVirtual().name("errors").start(() -> errors(program));
            if (!show(program.output(), session.console().out())) {
                // Its end, on leaving here, is that of the errors as well.
                return ExitCode.UNREAD;
            }
            join(errors);
            return program.await();
        }
    }

    /** On a terminal, which is handed over until the program ends; without words the login shell. */
    int onTerminal(List<String> argv, LocalTerminal terminal) {
        var shape = new TerminalShape(terminal.type(), terminal.columns(), terminal.rows());
        try (var program = connection.start(argv, Optional.of(shape));
                var _ = terminal.raw(() -> program.resize(terminal.columns(), terminal.rows()))) {
            give(program);
            return show(program.output(), session.console().out()) ? program.await() : ExitCode.UNREAD;
        }
    }

    /** On a thread that nothing waits for: nobody can end a read of standard input. */
    private void give(RunningProgram program) {
        Thread.ofPlatform().daemon().name("input").start(() -> {
            try (var to = program.input()) {
                copy(session.input(), to);
            } catch (IOException | RuntimeException gone) {
                // The program took no more; its exit status tells.
            }
        });
    }

    /** To their end also where nobody reads them: a program whose errors are not taken stands still. */
    private void errors(RunningProgram program) {
        boolean ended = false;
        while (!ended) {
            ended = show(program.errors(), session.console().err());
        }
    }

    /** Returns at the end of the stream; false before it, when nobody reads any more what is written. */
    private static boolean show(InputStream from, PrintStream to) {
        var buffer = new byte[BUFFER];
        try {
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                to.write(buffer, 0, length);
                if (to.checkError()) {
                    return false;
                }
            }
        } catch (IOException gone) {
            // Waiting for the program tells what became of the connection.
        }
        return true;
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[BUFFER];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    private static void end(OutputStream input) {
        try {
            input.close();
        } catch (IOException gone) {
            // As above.
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
