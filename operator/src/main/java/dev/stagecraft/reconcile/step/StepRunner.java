package dev.stagecraft.reconcile.step;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.step.StepTask.Stage;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs steps on virtual threads and keeps their outcomes until the reconciler has made them durable. A step that waits is run
 * again when its time comes, without the reconciler; its deadline is kept here. Thread-safe.
 */
public final class StepRunner {
    private final StepAttempts attempts;
    private final StepSettings settings;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Consumer<ResourceRef> wake;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Map<Key, StepTask> tasks = new ConcurrentHashMap<>();

    /** A step of a plan of a resource. */
    public record Key(String uid, String planId, String stepId) {}

    /** An outcome that is not durable yet. */
    public record Finished(Key key, StepOutcome outcome) {}

    /** Runs on the threads and the timer, which the caller closes after {@link #stop}. */
    public StepRunner(
            Function<StepContext, StepOutcome> steps,
            StepSettings settings,
            Clock clock,
            ExecutorService threads,
            ScheduledExecutorService timer,
            Consumer<ResourceRef> wake) {
        this.attempts = new StepAttempts(steps, settings.concurrency(), clock);
        this.settings = settings;
        this.threads = threads;
        this.timer = timer;
        this.wake = wake;
    }

    /** Runs the step unless this process has it already, or stops. Its intent must be durable by now. */
    public void submit(Key key, StepContext context) {
        var task = new StepTask();
        if (!stopping.get() && tasks.putIfAbsent(key, task) == null) {
            threads.execute(() -> execute(key, task, context));
        }
    }

    /** Whether this process runs the step, will run it again, or has an outcome of it to hand over. */
    public boolean has(Key key) {
        return tasks.containsKey(key);
    }

    /** Whether a step of the resource is on a thread just now. */
    public boolean executing(String uid) {
        return tasks.entrySet().stream()
                .anyMatch(entry -> entry.getKey().uid().equals(uid) && entry.getValue().stage == Stage.RUNNING);
    }

    /** As {@link #executing}, or a step of the resource has an outcome that {@link #finished} never gave to anybody. */
    public boolean busy(String uid) {
        return tasks.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().uid().equals(uid) && entry.getValue().busy());
    }

    /** The outcomes of a resource's steps that are not durable yet, oldest first within a step. */
    public List<Finished> finished(String uid) {
        var finished = new ArrayList<Finished>();
        tasks.forEach((key, task) -> {
            if (key.uid().equals(uid)) {
                task.read().forEach(outcome -> finished.add(new Finished(key, outcome)));
            }
        });
        return finished;
    }

    /** Says that those outcomes are durable. A step that failed may be submitted again after its backoff. */
    @SuppressWarnings("ReferenceEquality") // two outcomes may say the same; only this very one is durable
    public void acknowledge(ResourceRef resource, List<Finished> durable, Function<String, Integer> attemptOf) {
        for (var done : durable) {
            var task = tasks.get(done.key());
            if (task == null) {
                continue;
            }
            synchronized (task) {
                task.outcomes = task.outcomes.stream()
                        .filter(outcome -> outcome != done.outcome())
                        .toList();
                if (task.stage == Stage.ENDED && task.outcomes.isEmpty()) {
                    end(resource, done, task, attemptOf);
                }
            }
        }
    }

    private void end(ResourceRef resource, Finished done, StepTask task, Function<String, Integer> attemptOf) {
        if (done.outcome() instanceof StepOutcome.Failed) {
            cool(resource, done, task, backoff(attemptOf.apply(done.key().stepId())));
        } else if (done.outcome() instanceof StepOutcome.Postponed postponed) {
            cool(resource, done, task, postponed.after());
        } else {
            tasks.remove(done.key(), task);
        }
    }

    private void cool(ResourceRef resource, Finished done, StepTask task, Duration delay) {
        task.stage = Stage.COOLING;
        after(delay, () -> {
            tasks.remove(done.key(), task);
            wake.accept(resource);
        });
    }

    /** Forgets everything of a resource but what is on a thread just now, and outcomes that nobody was given yet. */
    public void forget(String uid) {
        tasks.entrySet()
                .removeIf(entry ->
                        entry.getKey().uid().equals(uid) && !entry.getValue().busy());
    }

    /** Takes no more steps, and gives those on a thread that long to end; what waits is resumed by the next process. */
    public void stop(Duration grace) {
        stopping.set(true);
        tasks.values().removeIf(task -> task.stage == Stage.PARKED || task.stage == Stage.COOLING);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void execute(Key key, StepTask task, StepContext context) {
        attempts.run(context.telling(said -> tell(task, context, said)))
                .ifPresent(outcome -> report(key, task, context, outcome));
    }

    /** Passes on what a step says while it goes on running. */
    private void tell(StepTask task, StepContext context, StepOutcome.Waiting said) {
        if (task.add(said)) {
            wake.accept(context.gathered().resource());
        }
    }

    private void report(Key key, StepTask task, StepContext context, StepOutcome outcome) {
        boolean tell;
        synchronized (task) {
            if (outcome instanceof StepOutcome.Waiting(var after, var why, var outputs)) {
                task.stage = Stage.PARKED;
                after(after, () -> resume(key, task, context.again(outputs)));
            } else {
                task.stage = Stage.ENDED;
            }
            tell = task.add(outcome);
        }
        if (tell) {
            wake.accept(context.gathered().resource());
        }
    }

    private void resume(Key key, StepTask task, StepContext context) {
        synchronized (task) {
            if (stopping.get() || tasks.get(key) != task || task.stage != Stage.PARKED) {
                return;
            }
            task.stage = Stage.RUNNING;
        }
        threads.execute(() -> execute(key, task, context));
    }

    private void after(Duration delay, Runnable work) {
        if (!timer.isShutdown()) {
            var _ = timer.schedule(
                    () -> {
                        if (!stopping.get()) {
                            work.run();
                        }
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private Duration backoff(int attempt) {
        var wait = settings.backoffBase().multipliedBy(1L << Math.min(20, Math.max(0, attempt - 1)));
        return wait.compareTo(settings.backoffMax()) > 0 ? settings.backoffMax() : wait;
    }
}
