package dev.stagecraft.cli.dev;

import java.time.Duration;

/**
 * How long to wait before a process is started again.
 *
 * @param first after the first end
 * @param most however often it ends
 * @param stable a run that was at least as long begins a new count
 */
record Backoff(Duration first, Duration most, Duration stable) {
    static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private static final int LONGEST_SHIFT = 20;

    /** @param ended how often it ended already without a stable run in between, from 1 */
    Duration before(int ended) {
        Duration doubled = first.multipliedBy(1L << Math.min(ended - 1, LONGEST_SHIFT));
        return doubled.compareTo(most) > 0 ? most : doubled;
    }

    /** The count after one more end. */
    int after(int ended, Duration run) {
        return run.compareTo(stable) >= 0 ? 1 : ended + 1;
    }
}
