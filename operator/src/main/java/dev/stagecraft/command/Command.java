package dev.stagecraft.command;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One program call.
 *
 * @param argv program and arguments, at least one word; each word reaches the program byte for byte
 * @param stdin what the program reads; without it the program sees the end of its input at once
 * @param timeout positive; the runner gives up, and says so, when the program runs longer
 * @param outputLimit bytes kept of standard output and of standard error, each; what is beyond is dropped
 */
public record Command(List<String> argv, Optional<Secret> stdin, Duration timeout, int outputLimit) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final int DEFAULT_OUTPUT_LIMIT = 1 << 20;

    public Command {
        argv = List.copyOf(argv);
        requireNonNull(stdin, "stdin");
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw new CommandException(CommandException.Code.EMPTY, "A command needs a program as its first word.");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        if (outputLimit < 0) {
            throw new IllegalArgumentException("outputLimit must not be negative: " + outputLimit);
        }
    }

    /** A command without input, with a timeout of one minute and one MiB of output. */
    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    /** As {@link #of(String...)}. */
    public static Command of(List<String> argv) {
        return new Command(argv, Optional.empty(), DEFAULT_TIMEOUT, DEFAULT_OUTPUT_LIMIT);
    }

    public Command withStdin(Secret content) {
        return new Command(argv, Optional.of(content), timeout, outputLimit);
    }

    public Command withTimeout(Duration limit) {
        return new Command(argv, stdin, limit, outputLimit);
    }

    public Command withOutputLimit(int bytes) {
        return new Command(argv, stdin, timeout, bytes);
    }

    /** The program's name without its directory, for messages. */
    public String program() {
        var first = argv.getFirst();
        return first.substring(first.lastIndexOf('/') + 1);
    }
}
