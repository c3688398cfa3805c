package dev.stagecraft.source.git;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Lets those who want the same thing at the same time wait for the one who gets it. */
final class Flights<K, A> {
    private final ConcurrentMap<K, CompletableFuture<A>> under = new ConcurrentHashMap<>();

    /** What {@code work} gives, or the same work of another thread that is under way. */
    A join(K key, Supplier<A> work) throws InterruptedException {
        var mine = new CompletableFuture<A>();
        var running = under.putIfAbsent(key, mine);
        return running == null ? lead(key, mine, work) : follow(running);
    }

    private A lead(K key, CompletableFuture<A> mine, Supplier<A> work) {
        try {
            var answer = work.get();
            mine.complete(answer);
            return answer;
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            under.remove(key, mine);
        }
    }

    private static <A> A follow(CompletableFuture<A> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("What another thread did for this one failed.", failure);
        }
    }
}
