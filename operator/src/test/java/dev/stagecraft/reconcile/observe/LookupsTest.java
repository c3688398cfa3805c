package dev.stagecraft.reconcile.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cluster.ResourceRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long an answer is kept, on a clock and threads that the test moves. */
class LookupsTest {
    private static final ResourceRef ASKER = new ResourceRef("ns", "shop", "uid-1");
    private static final Lookups.Terms<String> TEN_SECONDS =
            new Lookups.Terms<>(answer -> Duration.ofSeconds(10), false);

    private final Hand clock = new Hand();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Queue<ResourceRef> woken = new ArrayDeque<>();
    private final Lookups<String, String> lookups = new Lookups<>(new Later(), clock, woken::add);

    @Test
    void answerThatTakesLongerThanItIsKeptIsSeen() {
        assertEquals(Optional.empty(), ask("slow"));
        clock.now = clock.now.plusSeconds(50);
        waiting.remove().run();

        assertEquals(List.of(ASKER), List.copyOf(woken));
        assertEquals(Optional.of("slow"), ask("never asked"));
    }

    @Test
    void questionIsAskedOnceWhileItIsUnderWayAndAgainWhenTheAnswerIsOld() {
        ask("first");
        ask("not asked");
        assertEquals(1, waiting.size());
        waiting.remove().run();
        clock.now = clock.now.plusSeconds(10);

        assertEquals(Optional.empty(), ask("second"));
        waiting.remove().run();

        assertEquals(Optional.of("second"), ask("never asked"));
    }

    @Test
    void answerToAForgottenQuestionIsNotKept() {
        ask("old");
        lookups.forgetAll(key -> true);
        waiting.remove().run();

        assertEquals(Optional.empty(), ask("new"));
    }

    private Optional<String> ask(String answer) {
        return lookups.get("key", ASKER, TEN_SECONDS, () -> answer);
    }

    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Runs nothing by itself. */
    private final class Later extends AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            waiting.add(command);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
