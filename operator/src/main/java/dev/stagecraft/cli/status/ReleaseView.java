package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.ReleaseDatabase;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A release, of the resource's status and the release object, whichever there is.
 *
 * @param object with what it was made from; empty where it is gone, or was never written
 * @param current whether it is the one that serves
 */
record ReleaseView(
        String id,
        long revision,
        String type,
        String version,
        String state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String reason,
        String message,
        String previousId,
        String rollbackOf,
        String planId,
        String inputsHash,
        List<PhaseStatus> phases,
        Map<String, String> images,
        Map<String, ReleaseDatabase> databases,
        List<ReleaseHook> hooks,
        Optional<StagecraftRelease> object,
        boolean current) {

    /** What the status tells is newer than what the object does. */
    static ReleaseView of(ReleaseSummary summary, Optional<StagecraftRelease> object, boolean current) {
        return new ReleaseView(
                summary.id(),
                summary.revision(),
                summary.type(),
                summary.version(),
                summary.state(),
                summary.startedAt(),
                summary.finishedAt(),
                summary.reason(),
                summary.message(),
                summary.previousId(),
                summary.rollbackOf(),
                summary.planId(),
                summary.inputsHash(),
                summary.phases(),
                object.map(found -> found.getSpec().inputs().images())
                        .filter(images -> !images.isEmpty())
                        .orElse(summary.images()),
                summary.databases(),
                summary.hooks(),
                object,
                current);
    }

    /** One that the status has no more. */
    static ReleaseView of(String id, StagecraftRelease object, boolean current) {
        var spec = object.getSpec();
        var status = object.getStatus();
        return new ReleaseView(
                id,
                spec.revision(),
                spec.type(),
                spec.version(),
                status.state(),
                status.startedAt(),
                status.finishedAt(),
                status.reason(),
                status.message(),
                spec.previousId(),
                spec.rollbackOf(),
                spec.planId(),
                spec.inputsHash(),
                status.phases(),
                spec.inputs().images(),
                status.databases(),
                status.hooks(),
                Optional.of(object),
                current);
    }

    /** For sentences: the id and the number that is easier to say. */
    String named() {
        return id + " (revision " + revision + ")";
    }
}
