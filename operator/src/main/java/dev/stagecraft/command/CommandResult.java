package dev.stagecraft.command;

import static java.util.Objects.requireNonNull;

/**
 * What a finished program left. Output can hold anything the host chose to print, so {@link #toString} shows sizes only.
 *
 * @param exitCode 0 to 255; 128 plus the signal number when a signal ended the program
 * @param truncated whether output was dropped because it exceeded the command's limit
 */
public record CommandResult(int exitCode, String stdout, String stderr, boolean truncated) {

    public CommandResult {
        requireNonNull(stdout, "stdout");
        requireNonNull(stderr, "stderr");
    }

    public boolean succeeded() {
        return exitCode == 0;
    }

    @Override
    public String toString() {
        return "CommandResult[exitCode=%d, stdout=%d chars, stderr=%d chars, truncated=%s]"
                .formatted(exitCode, stdout.length(), stderr.length(), truncated);
    }
}
