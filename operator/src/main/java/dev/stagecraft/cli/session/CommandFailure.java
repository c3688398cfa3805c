package dev.stagecraft.cli.session;

import java.io.Serial;

/** A command cannot be carried out. Its message is all that people see of it, unless they ask for more with {@code --verbose}. */
public final class CommandFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandFailure(String sentence, int exitCode, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    private CommandFailure(String sentence) {
        super(sentence);
        this.exitCode = ExitCode.FAILED;
    }

    /** @param sentence what is wrong, where, and what to do next */
    public static CommandFailure of(String sentence) {
        return new CommandFailure(sentence);
    }

    /** With what caused it, which {@code --verbose} shows. */
    public static CommandFailure of(String sentence, Throwable cause) {
        return new CommandFailure(sentence, ExitCode.FAILED, cause);
    }

    /** The same, ending the command with another exit status. */
    public CommandFailure exiting(int code) {
        return new CommandFailure(String.valueOf(getMessage()), code, this);
    }

    /** What the command ends with. */
    public int exitCode() {
        return exitCode;
    }
}
