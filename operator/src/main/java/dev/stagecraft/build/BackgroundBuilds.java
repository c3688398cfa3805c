package dev.stagecraft.build;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Runs the builds of executors that block on threads of its own, so that whoever asks is not kept: a rollback or another commit does
 * not wait for a build. Thread-safe.
 */
public final class BackgroundBuilds implements AutoCloseable {
    /** How many builds of one resource run at a time; the others wait in the order in which they came. */
    public static final int AT_ONCE = 3;

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private record Key(String uid, String image) {}

    /** What nobody asked for in that time belongs to a plan that was given up. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** @param at as {@link System#nanoTime} tells */
    private record Ended(BuildOutcome outcome, long at) {
        boolean stale() {
            return System.nanoTime() - at > KEPT.toNanos();
        }
    }

    private final Map<Key, Future<Ended>> builds = new ConcurrentHashMap<>();
    private final Set<Key> working = ConcurrentHashMap.newKeySet();
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("build-", 0).factory());

    /** The executor for a resource, asked anew every two seconds until the blocking one has come to an end. */
    public BuildExecutor of(String uid, BuildExecutor blocking) {
        return new BuildExecutor() {
            @Override
            public BuildOutcome advance(BuildRequest request) {
                return advanced(new Key(uid, request.image()), request, blocking);
            }

            @Override
            public void cancel(String image) {
                var build = builds.remove(new Key(uid, image));
                if (build != null) {
                    build.cancel(true);
                }
                blocking.cancel(image);
            }
        };
    }

    private BuildOutcome advanced(Key key, BuildRequest request, BuildExecutor blocking) {
        var build = builds.compute(
                key,
                (begun, known) -> known == null || stale(known)
                        ? threads.submit(inTurn(begun, () -> blocking.advance(request)))
                        : known);
        if (!build.isDone()) {
            return new BuildOutcome.Building(
                    AGAIN, "the image of " + request.service() + " is being built", working.contains(key));
        }
        builds.remove(key, build);
        try {
            return build.get().outcome();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException why
                    ? why
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while a build was asked for.", stopped);
        }
    }

    private static boolean stale(Future<Ended> build) {
        return switch (build.state()) {
            case RUNNING -> false;
            case SUCCESS -> build.resultNow().stale();
            case FAILED, CANCELLED -> false;
        };
    }

    private Callable<Ended> inTurn(Key key, Callable<BuildOutcome> build) {
        return () -> {
            var own = turns.computeIfAbsent(key.uid(), first -> new Semaphore(AT_ONCE, true));
            own.acquire();
            working.add(key);
            try {
                return new Ended(build.call(), System.nanoTime());
            } finally {
                working.remove(key);
                own.release();
            }
        };
    }

    /** Leaves builds alone that run elsewhere; they are found again by whoever asks next. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
