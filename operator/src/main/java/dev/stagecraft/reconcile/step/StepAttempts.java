package dev.stagecraft.reconcile.step;

import dev.stagecraft.log.LogKeys;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of a step on the caller's thread: in its turn, held to the step's deadline, with an outcome whatever happens. */
final class StepAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(StepAttempts.class);

    private final Function<StepContext, StepOutcome> steps;
    private final Semaphore slots;
    private final Clock clock;

    /** @param concurrency how many run at the same time; the others wait in order */
    StepAttempts(Function<StepContext, StepOutcome> steps, int concurrency, Clock clock) {
        this.steps = steps;
        this.slots = new Semaphore(concurrency, true);
        this.clock = clock;
    }

    /** Empty when the process stopped before it was the step's turn, so that nothing was tried. */
    Optional<StepOutcome> run(StepContext context) {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(outcome(context));
        } finally {
            slots.release();
        }
    }

    private StepOutcome outcome(StepContext context) {
        try {
            return bounded(context, steps.apply(context));
        } catch (Throwable fault) {
            // Also an Error: a task that is said to run for ever would be waited for until the operator is started
            // anew.
            LOG.atError()
                    .addKeyValue(
                            LogKeys.NAMESPACE, context.gathered().resource().namespace())
                    .addKeyValue(LogKeys.NAME, context.gathered().resource().name())
                    .addKeyValue(LogKeys.STEP, context.launch().step().id())
                    .setCause(fault)
                    .log("step failed unexpectedly");
            return bounded(
                    context,
                    new StepOutcome.Failed(
                            "InternalError",
                            "an unexpected " + fault.getClass().getSimpleName() + "; the operator's log has it"));
        }
    }

    /** An outcome that would go on past the step's deadline is a failure. */
    private StepOutcome bounded(StepContext context, StepOutcome outcome) {
        boolean late = clock.instant().isAfter(context.launch().deadline());
        return switch (outcome) {
            case StepOutcome.Waiting(var after, var why, var outputs)
            when late -> new StepOutcome.Refused("DeadlineExceeded", "it took longer than it may: " + why);
            case StepOutcome.Failed(var reason, var message) when late -> new StepOutcome.Refused(reason, message);
            case StepOutcome.Waiting waiting -> waiting;
            case StepOutcome.Failed failed -> failed;
            case StepOutcome.Postponed postponed -> postponed;
            case StepOutcome.Done done -> done;
            case StepOutcome.Refused refused -> refused;
        };
    }
}
