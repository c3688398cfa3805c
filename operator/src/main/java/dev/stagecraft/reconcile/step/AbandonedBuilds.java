package dev.stagecraft.reconcile.step;

import dev.stagecraft.log.LogKeys;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.Builds;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends builds that a plan began and nobody wants any more, off the reconcile thread. Thread-safe. */
public final class AbandonedBuilds {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedBuilds.class);

    private final BuildExecutors executors;
    private final ExecutorService threads;

    public AbandonedBuilds(BuildExecutors executors, ExecutorService threads) {
        this.executors = executors;
        this.threads = threads;
    }

    /**
     * Ends those of the plan in the state that the resource does not ask for now, or asks of somebody else. What cannot be ended runs
     * to its limit.
     *
     * @param needed whether it asks for any: a rollback and a removal do not
     */
    public void end(Gathered gathered, State state, boolean needed) {
        var executor = gathered.spec().build().executor();
        var wanted = gathered.fromSource().builds().stream().map(Build::image).collect(Collectors.toSet());
        var abandoned = state.run().stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.kind() == StepKind.BUILD_IMAGE && step.state() == PhaseState.RUNNING)
                .filter(step -> !needed
                        || !wanted.contains(Builds.image(step))
                        || !Builds.executor(step).equals(executor))
                .toList();
        if (!abandoned.isEmpty()) {
            threads.execute(() -> end(gathered, state, abandoned));
        }
    }

    private void end(Gathered gathered, State state, List<StepProgress> builds) {
        for (var build : builds) {
            try {
                executors.of(Builds.executor(build), gathered, state).cancel(Builds.image(build));
            } catch (RuntimeException unreached) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.NAMESPACE, gathered.resource().namespace())
                        .addKeyValue(LogKeys.NAME, gathered.resource().name())
                        .log("the build of {} could not be ended and runs to its limit", Builds.image(build));
            }
        }
    }
}
