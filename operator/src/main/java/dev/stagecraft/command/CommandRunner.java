package dev.stagecraft.command;

/** Executes commands. Implementations are safe for use by many threads; calls block the calling (virtual) thread. */
@FunctionalInterface
public interface CommandRunner {

    /**
     * Runs to the end and returns whatever the exit code is. A program that could not be run to its end (lost
     * connection, timeout) is an exception of the runner; whether it had an effect is then unknown.
     */
    CommandResult run(Command command);
}
