package dev.stagecraft.reconcile.step;

import dev.stagecraft.release.StepOutcome;

/** One kind of step. Runs on a virtual thread and may block on I/O that is bounded in time; never waits for something to become true. */
@FunctionalInterface
interface StepAction {
    /** Looks, acts on a difference, and says how that ended. Exceptions are failures, see {@link StepFailures}. */
    StepOutcome run(StepContext context);
}
