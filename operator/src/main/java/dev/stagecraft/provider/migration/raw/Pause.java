package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Waits between tries, longer each time and never in step with others. */
final class Pause {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 10;

    private final Duration first;
    private int waits;

    Pause(Duration first) {
        this.first = first;
    }

    /** @throws MigrationException {@code CONNECTION_FAILED} if the thread is interrupted: the next operator goes on */
    void await() {
        long longest = Math.min(LONGEST.toNanos(), first.toNanos() << Math.min(waits, MOST_DOUBLINGS));
        waits++;
        long end = System.nanoTime() + longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new MigrationException(
                        MigrationException.Code.CONNECTION_FAILED,
                        MigrationReason.CONNECTION_FAILED,
                        "The operator stopped while it waited for the database; nothing more was run, and the next one goes on.");
            }
            LockSupport.parkNanos(left);
        }
    }
}
