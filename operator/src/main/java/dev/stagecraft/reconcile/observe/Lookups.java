package dev.stagecraft.reconcile.observe;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.log.LogKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers to questions that take time: asked on a virtual thread, kept for a while, and the resource is woken when an answer
 * arrives. Thread-safe; a question is asked once however many ask for it at the same time.
 *
 * @param <K> the question
 * @param <V> the answer; a question that can fail has failures among its answers
 */
public final class Lookups<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(15);

    private final ExecutorService threads;
    private final Clock clock;
    private final Consumer<ResourceRef> wake;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    /**
     * @param answer the last one; null before the first
     * @param since when it was asked, and once it is answered, when the answer came: one that takes longer to come than it is
     *     kept would otherwise never be seen
     * @param asking whether the question is under way
     */
    private record Entry<V>(@Nullable V answer, Instant since, boolean asking) {}

    /** Runs questions on the threads, which the caller closes, and wakes resources through {@code wake}. */
    public Lookups(ExecutorService threads, Clock clock, Consumer<ResourceRef> wake) {
        this.threads = threads;
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * How good an answer must be.
     *
     * @param keep how long after it came an answer is good
     * @param staleWelcome whether the last answer, though too old, is better than none while the question is asked anew
     */
    public record Terms<V>(Function<V, Duration> keep, boolean staleWelcome) {}

    /** The answer, if there is one on those terms; the question is asked where there is none that is good. */
    public Optional<V> get(K key, ResourceRef asker, Terms<V> terms, Supplier<V> question) {
        var now = clock.instant();
        var known = entries.get(key);
        if (known != null && isGood(known, terms, now)) {
            return Optional.ofNullable(known.answer());
        }
        if (known == null || !known.asking()) {
            begin(key, known, asker, question, now);
        }
        return terms.staleWelcome() && known != null ? Optional.ofNullable(known.answer()) : Optional.empty();
    }

    private static <V> boolean isGood(Entry<V> known, Terms<V> terms, Instant now) {
        if (known.asking()) {
            return false;
        }
        var kept = known.answer() == null ? AFTER_FAULT : terms.keep().apply(known.answer());
        return known.since().plus(kept).isAfter(now);
    }

    private void begin(K key, @Nullable Entry<V> known, ResourceRef asker, Supplier<V> question, Instant now) {
        var asking = new Entry<>(known == null ? null : known.answer(), now, true);
        entries.put(key, asking);
        try {
            threads.execute(() -> ask(key, asking, asker, question));
        } catch (RejectedExecutionException stopping) {
            entries.remove(key, asking);
        }
    }

    private void ask(K key, Entry<V> asking, ResourceRef asker, Supplier<V> question) {
        try {
            entries.replace(key, asking, new Entry<>(question.get(), clock.instant(), false));
        } catch (Throwable fault) {
            if (threads.isShutdown()) {
                return; // Cut off because the operator stops, which is no fault.
            }
            // Also an Error: a question that is under way for ever is never asked again.
            LOG.atError()
                    .addKeyValue(LogKeys.NAMESPACE, asker.namespace())
                    .addKeyValue(LogKeys.NAME, asker.name())
                    .setCause(fault)
                    .log("a look at the world failed unexpectedly");
            entries.replace(key, asking, new Entry<>(null, clock.instant(), false));
        }
        wake.accept(asker);
    }

    /** Forgets every answer whose question passes the test; one under way is not stopped, and its answer is not kept. */
    public void forgetAll(Predicate<K> test) {
        entries.keySet().removeIf(test);
    }
}
