package dev.stagecraft.reconcile.observe;

import dev.stagecraft.cluster.ResourceRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers to questions that take time: asked on a virtual thread, kept for a while, and the resource is woken when an answer
 * arrives. Thread-safe; a question is asked once however many ask for it at the same time.
 *
 * @param <K> the question
 * @param <V> the answer; a question that can fail has failures among its answers
 */
public final class Lookups<K, V> {
    private final ExecutorService threads;
    private final Clock clock;
    private final Consumer<ResourceRef> wake;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    private record Entry<V>(@Nullable V answer, Instant askedAt) {}

    /** Runs questions on the threads, which the caller closes, and wakes resources through {@code wake}. */
    public Lookups(ExecutorService threads, Clock clock, Consumer<ResourceRef> wake) {
        this.threads = threads;
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * The answer where one was asked for within {@code maxAge}; otherwise the question is asked and this is empty.
     *
     * @param question must not throw; what it throws all the same is asked again at the next look
     */
    public Optional<V> get(K key, ResourceRef asker, Duration maxAge, Supplier<V> question) {
        var now = clock.instant();
        var known = entries.get(key);
        if (known != null) {
            if (known.answer() == null) {
                return Optional.empty();
            }
            if (known.askedAt().plus(maxAge).isAfter(now)) {
                return Optional.of(known.answer());
            }
        }
        var pending = new Entry<V>(null, now);
        entries.put(key, pending);
        threads.execute(() -> ask(key, pending, asker, question));
        return Optional.empty();
    }

    private void ask(K key, Entry<V> pending, ResourceRef asker, Supplier<V> question) {
        boolean answered = false;
        try {
            entries.replace(key, pending, new Entry<>(question.get(), pending.askedAt()));
            answered = true;
        } finally {
            if (!answered) {
                entries.remove(key, pending);
            }
            wake.accept(asker);
        }
    }

    /** Forgets the answer: the next look asks again. A question under way is not stopped, and its answer is not kept. */
    public void forget(K key) {
        entries.remove(key);
    }

    /** Forgets every answer whose question passes the test. */
    public void forgetAll(java.util.function.Predicate<K> test) {
        entries.keySet().removeIf(test);
    }
}
