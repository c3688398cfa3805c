package dev.stagecraft.cli.init.detect;

/** Something in the project cannot be read as it stands: says what, where and what to do. */
public final class UnreadableProject extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableProject(String message) {
        super(message);
    }

    public UnreadableProject(String message, Throwable cause) {
        super(message, cause);
    }
}
