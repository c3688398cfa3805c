package dev.stagecraft.cli.session;

/** What a command's exit status says. The same numbers mean the same everywhere. */
public final class ExitCode {
    /** Done, or nothing to do. */
    public static final int OK = 0;

    /** Not done, and standard error says why; also for a command line that cannot be read. */
    public static final int FAILED = 1;

    /** A plan has changes to make. */
    public static final int CHANGES = 2;

    /** A person must act before it goes on, such as approve a plan. */
    public static final int WAITING = 3;

    /** It was waited for as long as was asked, and goes on without the command. */
    public static final int TIMEOUT = 4;

    /** Ended by Ctrl-C: 128 and the number of the signal, as shells have it. */
    public static final int INTERRUPTED = 130;

    /** A program on a host was ended, as nobody read any more what it printed: what a shell says of a broken pipe. */
    public static final int UNREAD = 141;

    private ExitCode() {}
}
