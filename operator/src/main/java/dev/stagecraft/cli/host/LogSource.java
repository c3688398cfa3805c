package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.RunningProgram;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of one container, line by line. */
final class LogSource {
    private static final int WORDS = 500;

    private final String name;
    private final String where;
    private final RunningProgram program;
    private final LogReader reader;
    private String words = "";
    private @Nullable LogLine head;

    /** @param name what its lines are known by */
    LogSource(String name, HostAddress host, Container container, RunningProgram program) {
        this.name = name;
        this.where = "container " + container.name() + " on host " + host.display();
        this.program = program;
        this.reader = new LogReader(program.output());
    }

    String name() {
        return name;
    }

    /** The next line, which stays the next until {@link #take}; waits for it. */
    Optional<LogLine> peek() {
        while (head == null) {
            var read = read();
            if (read.isEmpty()) {
                return read;
            }
            if (read.get().printed()) {
                head = read.get();
            } else {
                words = excerpt(read.get());
            }
        }
        return Optional.of(head);
    }

    /** Takes the line that {@link #peek} showed. */
    void take() {
        head = null;
    }

    /**
     * Waits for the end of the program that prints the log.
     *
     * @throws CommandFailure when the engine did not give the log
     * @throws dev.stagecraft.host.HostException when the connection ended before it
     */
    void finish() {
        int code = program.await();
        if (code != 0) {
            throw CommandFailure.of("The log of " + where + " ended early (exit code " + code + ")"
                    + (words.isEmpty() ? "" : ": " + words)
                    + "; stagecraft hosts --probe shows which containers there are.");
        }
    }

    /** After {@link #finish}: a warning of what the engine gave without a time, and so was not shown. */
    Optional<String> passedOver() {
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of("Lines that have no time are left out of the log of " + where + ", the last of them: "
                        + words + "; on the host, docker logs shows them.");
    }

    private Optional<LogLine> read() {
        try {
            return reader.next();
        } catch (IOException broken) {
            // Waiting for the program tells what became of the connection.
            return Optional.empty();
        }
    }

    private static String excerpt(LogLine line) {
        var text = new String(line.text(), UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() <= WORDS ? text : text.substring(0, WORDS) + "…";
    }
}
