package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.step.StepRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A decision with the status that makes it durable, and the outcomes that are durable with it. */
record Turn(
        Decision decision, StagecraftStatus status, List<StepRunner.Finished> finished, Optional<Gathered> gathered) {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(15);
    private static final Duration AT_REST = Duration.ofMinutes(5);

    /** When to look again although nothing happened: soon in trouble, once a drift interval at rest. */
    Duration lookAgain() {
        if (decision.again().isPresent()) {
            return decision.again().get();
        }
        if (decision.trouble().isPresent()) {
            return AFTER_TROUBLE;
        }
        return gathered.map(what -> what.spec().drift().every()).orElse(AT_REST);
    }
}
