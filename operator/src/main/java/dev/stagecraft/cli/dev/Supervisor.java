package dev.stagecraft.cli.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Keeps programs running until it is asked to stop; each has a thread that starts it, waits for it, and ends it. */
final class Supervisor {
    private static final double TENTHS_BELOW = 10;

    private final Lines lines;
    private final StopRequest stop;
    private final Settings settings;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * How it goes about it.
     *
     * @param restart whether a program that ended is started again
     * @param grace that each has to end in, before it is killed
     */
    record Settings(boolean restart, Backoff backoff, Duration grace) {}

    Supervisor(Lines lines, StopRequest stop, Settings settings) {
        this.lines = lines;
        this.stop = stop;
        this.settings = settings;
    }

    /** Starts a program; whether that goes well is told in a line. */
    void start(Child child) {
        start(child, () -> Optional.of(child));
    }

    /**
     * The same for one that goes on as another.
     *
     * @param next what it is when it has ended; empty where that was to be, and is not told
     */
    void start(Child child, Supplier<Optional<Child>> next) {
        threads.add(Thread.ofVirtual().name(child.name()).start(() -> keep(child, next)));
    }

    /**
     * Waits until every program ended for good and nothing of it is left.
     *
     * @return how many ended with another code than 0, or could not be started, without being stopped
     */
    int await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return failures.get();
    }

    private void keep(Child first, Supplier<Optional<Child>> next) {
        try {
            int ended = 0;
            Child child = first;
            while (!stop.asked()) {
                long begun = System.nanoTime();
                String how = run(child);
                if (stop.asked()) {
                    return;
                }
                Duration run = Duration.ofNanos(System.nanoTime() - begun);
                Optional<Child> another = next.get();
                if (another.isEmpty() || stop.asked()) {
                    return;
                }
                child = another.get();
                ended = settings.backoff().after(ended, run);
                Duration pause = settings.backoff().before(ended);
                lines.say(child.title() + " " + how + " after " + seconds(run)
                        + (settings.restart() ? "; it is started again in " + seconds(pause) + "." : "."));
                if (!settings.restart() || stop.await(pause)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String run(Child child) throws InterruptedException {
        try {
            OptionalInt code = new ChildRun(child, lines, settings.grace()).run(stop);
            if (code.orElse(0) != 0) {
                failures.incrementAndGet();
            }
            return "ended with code " + code.orElse(0);
        } catch (IOException e) {
            failures.incrementAndGet();
            return "could not be started (%s in %s)".formatted(child.command().getFirst(), child.directory());
        }
    }

    /** As in {@code 0.3 s} and {@code 12 s}. */
    static String seconds(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return seconds < TENTHS_BELOW && time.toMillisPart() != 0
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : time.toSeconds() + " s";
    }
}
