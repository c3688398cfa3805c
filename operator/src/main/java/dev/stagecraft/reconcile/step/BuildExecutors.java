package dev.stagecraft.reconcile.step;

import dev.stagecraft.build.BuildExecutor;

/** Finds who builds for a resource. */
@FunctionalInterface
public interface BuildExecutors {
    /**
     * The executor that the resource names.
     *
     * @throws BuilderMissing when there is none just now, or none that is known
     */
    BuildExecutor of(StepContext context);
}
