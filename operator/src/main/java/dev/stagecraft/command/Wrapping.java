package dev.stagecraft.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Words put before words: a program that runs another. Nothing here builds a string from data. */
public final class Wrapping {

    /** Exit code of {@link #locked} when the lock stayed taken; no program we run uses it. */
    public static final int LOCK_TAKEN = 75;

    /** Exit code of {@link #bounded} when the time was up. */
    public static final int TIME_UP = 124;

    /** Reads exported variables from the file of the first argument, then becomes the program of the other arguments. */
    public static final String SOURCING = ". \"$1\" && shift && exec \"$@\"";

    private Wrapping() {}

    /** Runs while holding the lock file, which is created when absent; waits for it in whole seconds, at least one. */
    public static List<String> locked(String lockFile, Duration wait, List<String> argv) {
        return prepend(List.of("flock", "-w", seconds(wait), "-E", Integer.toString(LOCK_TAKEN), lockFile), argv);
    }

    /**
     * Ends the program on the host itself after whole seconds, at least one: closing a connection would leave it running, and with it
     * the lock it holds.
     */
    public static List<String> bounded(Duration limit, List<String> argv) {
        return prepend(List.of("timeout", "-k", "10", seconds(limit)), argv);
    }

    /** Runs with the variables that the shell file on the host exports; the file's path must be absolute. */
    public static List<String> sourcing(String envFile, List<String> argv) {
        return prepend(List.of("sh", "-c", SOURCING, "stagecraft", envFile), argv);
    }

    /** Never 0: for flock that is no wait, and for timeout no limit. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    private static List<String> prepend(List<String> before, List<String> argv) {
        var words = new ArrayList<>(before);
        words.addAll(argv);
        return List.copyOf(words);
    }
}
