package dev.stagecraft.reconcile.step;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.State;

/** Finds who builds for a resource. */
@FunctionalInterface
public interface BuildExecutors {
    /**
     * The executor of that name for the resource, with hosts as the state knows them.
     *
     * @param executor as in {@code spec.build.executor}, now or when a build was begun
     *
     * @throws BuilderMissing when there is none just now, or none that is known
     */
    BuildExecutor of(String executor, Gathered gathered, State state);
}
