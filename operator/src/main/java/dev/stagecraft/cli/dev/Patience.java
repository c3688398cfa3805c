package dev.stagecraft.cli.dev;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A time to wait that somebody may end early. */
final class Patience {
    private final long end;
    private final CountDownLatch early;

    private Patience(long end, CountDownLatch early) {
        this.end = end;
        this.early = early;
    }

    /** From now on. */
    static Patience of(Duration limit) {
        return until(limit, new CountDownLatch(1));
    }

    /** From now on, and not a moment longer once the latch is open. */
    static Patience until(Duration limit, CountDownLatch early) {
        return new Patience(System.nanoTime() + limit.toNanos(), early);
    }

    boolean over() {
        return early.getCount() == 0 || System.nanoTime() - end >= 0;
    }

    /** Waits for {@code pause}, or until it is over. */
    void await(Duration pause) throws InterruptedException {
        long left = Math.min(pause.toNanos(), end - System.nanoTime());
        boolean _ = early.await(left, TimeUnit.NANOSECONDS);
    }
}
