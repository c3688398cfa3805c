package dev.stagecraft.host.ssh;

import java.time.Duration;

/** How much of a command's time is left, sending its input included. */
final class SendingClock {
    private final long end;

    SendingClock(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** At least a millisecond: no time at all means no limit to the transport. */
    Duration left() {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
    }

    boolean over() {
        return System.nanoTime() - end >= 0;
    }
}
