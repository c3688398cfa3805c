package dev.stagecraft;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.log.LogKeys;
import dev.stagecraft.reconcile.Transitions;
import dev.stagecraft.release.PhaseState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs the beginning and the end of every release and every step that did not do as it should, once each: when it has become durable. */
final class LoggedTransitions implements Transitions {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedTransitions.class);

    private final Transitions next;

    LoggedTransitions(Transitions next) {
        this.next = next;
    }

    @Override
    public Changes between(ResourceRef resource, StagecraftSpec spec, StagecraftStatus before, StagecraftStatus after) {
        after.releases().forEach(release -> release(resource, find(before, release.id()), release));
        var known = steps(before.plan());
        steps(after.plan()).stream()
                .filter(step -> !step.reason().isEmpty() && !known.contains(step))
                .forEach(step -> LOG.atWarn()
                        .addKeyValue(LogKeys.NAMESPACE, resource.namespace())
                        .addKeyValue(LogKeys.NAME, resource.name())
                        .addKeyValue(LogKeys.STEP, step.id())
                        .addKeyValue(LogKeys.REASON, step.reason())
                        .log(failed(step) ? "a step failed" : "a step is tried again"));
        return next.between(resource, spec, before, after);
    }

    @Override
    public void removed(ResourceRef resource) {
        next.removed(resource);
    }

    private static void release(ResourceRef resource, Optional<ReleaseSummary> before, ReleaseSummary release) {
        boolean ends = release.finishedAt() != null
                && before.filter(known -> known.finishedAt() == null).isPresent();
        if (ends || before.isEmpty()) {
            LOG.atLevel(release.state().equals("Failed") ? Level.WARN : Level.INFO)
                    .addKeyValue(LogKeys.NAMESPACE, resource.namespace())
                    .addKeyValue(LogKeys.NAME, resource.name())
                    .addKeyValue(LogKeys.RELEASE, release.id())
                    .addKeyValue(LogKeys.RESULT, release.state())
                    .addKeyValue(LogKeys.REASON, release.reason())
                    .log(ends ? "a release ended" : "a release is under way");
        }
    }

    private static boolean failed(StepStatus step) {
        return step.state().equals(PhaseState.FAILED.label());
    }

    private static List<StepStatus> steps(@Nullable PlanStatus plan) {
        return plan == null ? List.of() : plan.steps();
    }

    private static Optional<ReleaseSummary> find(StagecraftStatus status, String id) {
        return status.releases().stream()
                .filter(release -> release.id().equals(id))
                .findFirst();
    }
}
