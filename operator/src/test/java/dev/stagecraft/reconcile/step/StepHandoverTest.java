package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.StepOutcome;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No outcome is lost between the runner and those who make it durable. */
@Timeout(60)
class StepHandoverTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final StepSettings SETTINGS = new StepSettings(3, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, 1);
    private static final StepRunner.Key KEY = new StepRunner.Key(OneHost.UID, "plan-1", "create/app-1");

    @Test
    void outcomeThatNobodyWasGivenIsNotForgotten() throws InterruptedException {
        var told = new CountDownLatch(1);
        var clock = Clock.systemUTC();
        var context = new OneHost(clock, URI.create("http://127.0.0.1:1"))
                .context(StepKind.CREATE_HOST, true, List.of(HostRecord.named("app-1", "app", false)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            var runner = new StepRunner(
                    step -> new StepOutcome.Done(Map.of("machine", "7")),
                    SETTINGS,
                    clock,
                    threads,
                    timer,
                    resource -> told.countDown());
            runner.submit(KEY, context);
            assertTrue(told.await(20, TimeUnit.SECONDS));

            runner.forget(OneHost.UID);

            assertTrue(runner.busy(OneHost.UID));
            assertFalse(runner.executing(OneHost.UID));
            assertEquals(1, runner.finished(OneHost.UID).size());
            assertFalse(runner.busy(OneHost.UID));

            runner.forget(OneHost.UID);

            assertEquals(List.of(), runner.finished(OneHost.UID));
        }
    }

    @Test
    void whatAStepSaysWhileItRunsIsHandedOverOnceAndTheStepGoesOn() throws InterruptedException {
        var told = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var ended = new CountDownLatch(2);
        var clock = Clock.systemUTC();
        var context = new OneHost(clock, URI.create("http://127.0.0.1:1"))
                .context(StepKind.CREATE_HOST, true, List.of(HostRecord.named("app-1", "app", false)));
        var said = new StepOutcome.Waiting(Duration.ZERO, "applying 002", Map.of());
        var done = new StepOutcome.Done(Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            var runner = new StepRunner(
                    step -> {
                        step.progress().accept(said);
                        step.progress().accept(said);
                        return awaited(goOn, done);
                    },
                    SETTINGS,
                    clock,
                    threads,
                    timer,
                    resource -> {
                        told.countDown();
                        ended.countDown();
                    });
            runner.submit(KEY, context);
            assertTrue(told.await(20, TimeUnit.SECONDS));

            var finished = runner.finished(OneHost.UID);
            runner.acknowledge(context.gathered().resource(), finished, step -> 1);

            assertEquals(List.of(new StepRunner.Finished(KEY, said)), finished);
            assertTrue(runner.executing(OneHost.UID));
            assertEquals(List.of(), runner.finished(OneHost.UID));

            goOn.countDown();
            assertTrue(ended.await(20, TimeUnit.SECONDS));
            assertEquals(List.of(new StepRunner.Finished(KEY, done)), runner.finished(OneHost.UID));
        }
    }

    private static StepOutcome awaited(CountDownLatch latch, StepOutcome outcome) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void postponedStepIsNotRunAgainBeforeItsTime() throws InterruptedException {
        var told = new CountDownLatch(1);
        var clock = Clock.systemUTC();
        var context = new OneHost(clock, URI.create("http://127.0.0.1:1"))
                .context(StepKind.CREATE_HOST, true, List.of(HostRecord.named("app-1", "app", false)));
        var postponed = new StepOutcome.Postponed(Duration.ofHours(1), "RateLimited", "later", true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            var runner =
                    new StepRunner(step -> postponed, SETTINGS, clock, threads, timer, resource -> told.countDown());
            runner.submit(KEY, context);
            assertTrue(told.await(20, TimeUnit.SECONDS));

            var finished = runner.finished(OneHost.UID);
            runner.acknowledge(context.gathered().resource(), finished, step -> 1);

            assertEquals(postponed, finished.getFirst().outcome());
            assertEquals(List.of(), runner.finished(OneHost.UID));
            assertTrue(runner.has(KEY));
            timer.shutdownNow();
        }
    }
}
