package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.RunState;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that was asked of a resource, and how that was before: what was there already says nothing about it.
 *
 * @param known the releases there were
 * @param ended those of them that had ended
 * @param plan the id of the plan that was shown
 * @param planOver whether that one had come to its end
 * @param rejection why the spec was not accepted, where it was not
 * @param leftover what status said of an older spec
 */
record Ask(
        Goal goal,
        String namespace,
        String name,
        String uid,
        Set<String> known,
        Set<String> ended,
        Optional<String> plan,
        boolean planOver,
        Optional<String> rejection,
        Leftover leftover) {

    /** @param before the resource at the latest before the operator can have seen what was asked */
    static Ask of(Goal goal, Stagecraft before) {
        var releases = before.getStatus().releases();
        return new Ask(
                goal,
                before.getMetadata().getNamespace(),
                before.getMetadata().getName(),
                before.getMetadata().getUid(),
                releases.stream().map(ReleaseSummary::id).collect(Collectors.toUnmodifiableSet()),
                releases.stream()
                        .filter(release -> ReleaseState.of(release.state()) != ReleaseState.RUNNING)
                        .map(ReleaseSummary::id)
                        .collect(Collectors.toUnmodifiableSet()),
                Optional.ofNullable(before.getStatus().plan()).map(PlanStatus::id),
                Optional.ofNullable(before.getStatus().plan()).filter(Ask::over).isPresent(),
                Conditions.rejection(before),
                Leftover.of(goal, before));
    }

    /** The release that this brought about; empty while there is none. */
    Optional<ReleaseSummary> release(Stagecraft now) {
        return now.getStatus().releases().stream().filter(this::caused).findFirst();
    }

    private boolean caused(ReleaseSummary release) {
        return switch (goal) {
            case Goal.Deploy(var version, var generation) ->
                !ended.contains(release.id())
                        && release.type().equals("Deploy")
                        && release.version().equals(version);
            case Goal.Rollback(var to) ->
                !known.contains(release.id()) && release.type().equals("Rollback");
            case Goal.Retry(var token) -> !ended.contains(release.id());
            case Goal.Approve(var planId) ->
                !ended.contains(release.id()) && release.planId().equals(planId);
            case Goal.Delete() -> false;
        };
    }

    /** Whether the state shows the resource after it was asked: a watch may begin with an older one. */
    boolean shows(Stagecraft now) {
        return switch (goal) {
            case Goal.Deploy(var version, var generation) -> now.getMetadata().getGeneration() >= generation;
            case Goal.Rollback(var to) -> to.equals(Annotations.of(now, Annotations.ROLLBACK_TO));
            case Goal.Retry(var token) -> token.equals(Annotations.of(now, Annotations.RETRY));
            case Goal.Approve(var planId) -> planId.equals(Annotations.of(now, Annotations.APPROVE));
            case Goal.Delete() -> now.getMetadata().getDeletionTimestamp() != null;
        };
    }

    /** Whether the operator has seen it: from then on status speaks of it. */
    boolean taken(Stagecraft now) {
        var status = now.getStatus();
        var handled = status.handled();
        return switch (goal) {
            case Goal.Deploy deploy -> Conditions.seen(now);
            case Goal.Rollback(var to) -> handled.rollbackTo().equals(to) || newPlanWaits(now);
            case Goal.Retry(var token) -> handled.retry().equals(token) || newPlanWaits(now);
            case Goal.Approve(var planId) ->
                Optional.ofNullable(status.plan())
                        .filter(shown -> shown.id().equals(planId) && Conditions.awaitsApproval(now))
                        .isEmpty();
            case Goal.Delete() -> now.getMetadata().getDeletionTimestamp() != null;
        };
    }

    /** Whether the plan has to do with this, and is not what was left of something before it. */
    boolean concerns(PlanStatus shown) {
        boolean left = planOver
                && plan.equals(Optional.of(shown.id()))
                && over(shown)
                && (!shown.opensRelease() || ended.contains(shown.release()));
        return !left;
    }

    private static boolean over(PlanStatus shown) {
        return switch (RunState.of(shown.state())) {
            case PENDING, AWAITING_APPROVAL, RUNNING -> false;
            case COMPLETED, FAILED -> true;
        };
    }

    /** Whether that plan is the one that was approved. */
    boolean approves(String planId) {
        return goal instanceof Goal.Approve(var approved) && approved.equals(planId);
    }

    private boolean newPlanWaits(Stagecraft now) {
        return Conditions.awaitsApproval(now)
                && !plan.equals(Optional.ofNullable(now.getStatus().plan()).map(PlanStatus::id));
    }
}
