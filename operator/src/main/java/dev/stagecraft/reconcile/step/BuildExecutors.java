package dev.stagecraft.reconcile.step;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.State;

/** Finds who builds for a resource. */
@FunctionalInterface
public interface BuildExecutors {
    /**
     * The executor that the resource names, with hosts as the state knows them.
     *
     * @throws BuilderMissing when there is none just now, or none that is known
     */
    BuildExecutor of(Gathered gathered, State state);
}
