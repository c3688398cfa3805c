package dev.stagecraft.cli.session;

/** The terminal that the command was started on, when that is both its input and its output. */
public interface LocalTerminal {
    /** What it calls itself, as in {@code TERM}. */
    String type();

    /** How many columns it has now, at least 1; {@code rows} likewise. */
    int columns();

    int rows();

    /**
     * Hands every key over as it is pressed, Ctrl-C included, and shows what is written as it is, until that is closed; then the
     * terminal is as it was, which it is as well when the process is ended before.
     *
     * @param resized called on another thread whenever the window has another size
     */
    Raw raw(Runnable resized);

    /** A time without line editing, echo and signals. */
    interface Raw extends AutoCloseable {
        @Override
        void close();
    }
}
