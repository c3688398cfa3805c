package dev.stagecraft.image.oci;

import dev.stagecraft.source.SourceLimits;
import java.io.InterruptedIOException;
import java.time.Duration;

/** What is left of the limits of one reading. Used by one thread at a time. */
final class ReadBudget {
    private final SourceLimits limits;
    private final long end;
    private long transfer;
    private long unpacked;
    private long kept;

    ReadBudget(SourceLimits limits) {
        this.limits = limits;
        end = System.nanoTime() + limits.time().toNanos();
        transfer = limits.transfer();
        unpacked = limits.unpacked();
        kept = limits.directory();
    }

    SourceLimits limits() {
        return limits;
    }

    /** At least a millisecond, so that a wait for it ends as a timeout. */
    Duration left() {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
    }

    void transferred(long bytes) throws RefusedImage {
        transfer -= bytes;
        require(transfer, "its layers are larger than %d MiB together", limits.transfer());
    }

    /** Also ends what never waits for the network and so is not ended by closing it. */
    void unpacked(long bytes) throws RefusedImage, InterruptedIOException {
        unpacked -= bytes;
        require(unpacked, "its layers become more than %d MiB when they are unpacked", limits.unpacked());
        if (System.nanoTime() - end > 0) {
            throw new InterruptedIOException();
        }
    }

    void kept(long bytes) throws RefusedImage {
        kept -= bytes;
        require(kept, "its files are larger than %d MiB together", limits.directory());
    }

    private static void require(long left, String why, long limit) throws RefusedImage {
        if (left < 0) {
            throw new RefusedImage(why.formatted(limit >> 20));
        }
    }
}
