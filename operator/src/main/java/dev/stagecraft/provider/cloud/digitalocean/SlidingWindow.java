package dev.stagecraft.provider.cloud.digitalocean;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Counts requests of which each is forgotten one span after it was made. Guarded by its owner. */
final class SlidingWindow {
    private final Duration span;
    private final Deque<Instant> made = new ArrayDeque<>();

    SlidingWindow(Duration span) {
        this.span = span;
    }

    void add(Instant now) {
        made.addLast(now);
    }

    int count(Instant now) {
        while (!made.isEmpty() && !made.getFirst().plus(span).isAfter(now)) {
            made.removeFirst();
        }
        return made.size();
    }

    /** When fewer than {@code limit} will be counted, if that is not already so. */
    Optional<Instant> freeAt(Instant now, int limit) {
        int surplus = count(now) - Math.max(limit, 1) + 1;
        if (surplus <= 0) {
            return Optional.empty();
        }
        Iterator<Instant> oldest = made.iterator();
        Instant last = now;
        for (int i = 0; i < surplus; i++) {
            last = oldest.next();
        }
        return Optional.of(last.plus(span));
    }
}
