package dev.stagecraft.provider.migration.raw;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Learns who holds what a session waits for. A database tells only while the session waits, so it is asked then, over a second
 * session, and only in a try that may be the last, whose failure is the one that is told. Where it cannot be asked nothing is known.
 */
final class LockWatch {
    private static final int MOST_NAMED = 3;
    /** What is left of the lock timeout is enough to connect and ask, also through a tunnel. */
    private static final int PARTS = 8;

    private final DatabaseJob job;
    private final Session session;
    private volatile List<String> holders = List.of();
    private volatile boolean waiting;

    LockWatch(DatabaseJob job, Session session) {
        this.job = job;
        this.session = session;
    }

    /** Watches until the answer is closed, if this try, counted from 0, is the last one. */
    Watching during(int tries) throws SQLException {
        return tries >= job.config().limits().lockRetries() ? onlyTry() : () -> {};
    }

    /** Watches until the answer is closed. */
    Watching onlyTry() throws SQLException {
        holders = List.of();
        waiting = false;
        var ended = new CountDownLatch(1);
        session.database()
                .blocked(session.connection())
                .ifPresent(blocked -> Thread.ofVirtual().name("lock-watch").start(() -> watch(blocked, ended)));
        return ended::countDown;
    }

    private void watch(BlockedSession blocked, CountDownLatch ended) {
        Duration pause = job.config().limits().lock().dividedBy(PARTS);
        try {
            // What runs without waiting needs no second session.
            if (ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            try (var other = Session.open(job, true)) {
                boolean before = false;
                do {
                    var found = blocked.holders(other.connection());
                    if (!found.isEmpty()) {
                        holders = List.copyOf(found);
                    }
                    // A look may come between the end of the wait and the word of it.
                    waiting = before || !found.isEmpty();
                    before = !found.isEmpty();
                } while (!ended.await(pause.toNanos(), TimeUnit.NANOSECONDS));
            }
        } catch (SQLException | RuntimeException untold) {
            // Only for the message, which then says what is known without it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the session waited for somebody until the end of its try, not only on the way. */
    boolean waiting() {
        return waiting;
    }

    /** Who was last seen to hold it. */
    Optional<String> holders() {
        var seen = holders;
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        String named = seen.stream().limit(MOST_NAMED).collect(Collectors.joining(" and "));
        int more = seen.size() - MOST_NAMED;
        return Optional.of(job.sanitizer().clean(more > 0 ? named + " and " + more + " more" : named));
    }

    /** The time in which somebody watches. */
    @FunctionalInterface
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }
}
