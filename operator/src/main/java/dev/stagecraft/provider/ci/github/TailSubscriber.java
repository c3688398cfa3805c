package dev.stagecraft.provider.ci.github;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads a body of any length and keeps its end. */
final class TailSubscriber implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> end = new CompletableFuture<>();
    private final byte[] ring;
    private long seen;

    TailSubscriber(int length) {
        ring = new byte[length];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (var part : parts) {
            while (part.hasRemaining()) {
                var at = (int) (seen % ring.length);
                var count = Math.min(part.remaining(), ring.length - at);
                part.get(ring, at, count);
                seen += count;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (seen <= ring.length) {
            end.complete(Arrays.copyOf(ring, (int) seen));
            return;
        }
        var at = (int) (seen % ring.length);
        var whole = new byte[ring.length];
        System.arraycopy(ring, at, whole, 0, ring.length - at);
        System.arraycopy(ring, 0, whole, ring.length - at, at);
        end.complete(whole);
    }
}
