package dev.stagecraft.command;

import static java.util.Objects.requireNonNull;

/** A command that cannot be expressed, and so was not run. The message never repeats the offending word. */
public final class CommandException extends RuntimeException {

    /** What is wrong with the words. */
    public enum Code {
        EMPTY,
        NUL_IN_WORD,
        NOT_UNICODE,
        TOO_LONG
    }

    private final Code code;

    public CommandException(Code code, String message) {
        super(requireNonNull(message, "message"));
        this.code = requireNonNull(code, "code");
    }

    public Code code() {
        return code;
    }
}
