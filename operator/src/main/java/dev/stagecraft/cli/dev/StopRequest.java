package dev.stagecraft.cli.dev;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What somebody asks for with Ctrl-C: the first time that all is stopped in order, the second time that it is stopped at once. */
final class StopRequest {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    /** Safe for any thread, as often as it likes. */
    synchronized void request() {
        if (first.getCount() > 0) {
            first.countDown();
            asked.complete(null);
        } else {
            second.countDown();
        }
    }

    /** As the first request, however often; never the second. */
    synchronized void requestOnce() {
        if (!asked()) {
            request();
        }
    }

    boolean asked() {
        return first.getCount() == 0;
    }

    boolean askedTwice() {
        return second.getCount() == 0;
    }

    /** Done when it is asked for the first time. */
    CompletableFuture<Void> whenAsked() {
        return asked.copy();
    }

    /** Waits that long; true at once when it is asked for. */
    boolean await(Duration limit) throws InterruptedException {
        return first.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A time to end in, that the second request cuts short. */
    Patience grace(Duration limit) {
        return Patience.until(limit, second);
    }

    /** One for the work of stopping itself: its first request is the second of this one. */
    StopRequest forStopping() {
        var later = new StopRequest();
        Thread.startVirtualThread(() -> {
            try {
                second.await();
                later.request();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return later;
    }
}
