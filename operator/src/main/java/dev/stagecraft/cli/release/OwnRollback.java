package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseState;
import java.time.Duration;
import java.util.Optional;

/**
 * The rollback that the operator makes by itself after a release that failed on the hosts: the state between the two is no end.
 * Something may keep the operator from it that a status with a failed release does not name, so it is not awaited for ever.
 *
 * @param due since when it is, counted from the request; empty where it is not
 * @param now the time of the newest state, counted alike
 */
record OwnRollback(Optional<Duration> due, Duration now) {
    static final OwnRollback NONE = new OwnRollback(Optional.empty(), Duration.ZERO);

    /** The operator looks at the machines before, which takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The same after another state. */
    OwnRollback seen(Stagecraft resource, ReleaseSummary ours, Duration since) {
        return isDue(resource, ours) ? new OwnRollback(due.or(() -> Optional.of(since)), since) : NONE;
    }

    /** Whether it is about to begin. */
    boolean awaited() {
        return due.isPresent() && !late();
    }

    /** To go after the sentence of the failure, where it should have begun and did not; else empty. */
    String missing() {
        return late() ? " The operator has not begun to roll it back within a minute." : "";
    }

    private boolean late() {
        return due.filter(began -> now.minus(began).compareTo(PATIENCE) > 0).isPresent();
    }

    /** As the rollback page in spec/ has it: a host may serve something else than the release that worked. */
    private static boolean isDue(Stagecraft resource, ReleaseSummary ours) {
        var status = resource.getStatus();
        var plan = status.plan();
        var current = status.current();
        return plan != null
                && current != null
                && ReleaseState.of(ours.state()) == ReleaseState.FAILED
                && ours.type().equals("Deploy")
                && plan.release().equals(ours.id())
                && resource.getSpec().rollout().onFailure().equals("RollbackAll")
                && status.hosts().stream()
                        .filter(host -> host.state().equals(HostState.READY.label())
                                && !host.release().equals(current.release()))
                        .anyMatch(host -> carriesAnother(host) || rolledOut(plan, host));
    }

    /** By this release, or by one that was given up before it. */
    private static boolean carriesAnother(HostStatus host) {
        return !host.release().isEmpty();
    }

    private static boolean rolledOut(PlanStatus plan, HostStatus host) {
        return plan.steps().stream()
                .anyMatch(step -> step.kind().equals(StepKind.ROLL_OUT.label())
                        && step.target().equals(host.name())
                        && began(step));
    }

    private static boolean began(StepStatus step) {
        return switch (PhaseState.of(step.state())) {
            case PENDING, SKIPPED -> false;
            case RUNNING, COMPLETED, FAILED -> true;
        };
    }
}
