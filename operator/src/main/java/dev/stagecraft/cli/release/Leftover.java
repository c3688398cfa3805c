package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.api.v1alpha1.HoldStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.List;
import java.util.Optional;

/**
 * What status said of an older spec when a version was asked for. The operator's first look at a new spec often waits for an
 * answer, and is written down for the new generation with the plan and the hold of the old one: they say nothing of what was
 * asked until they are others, or were made for the spec that is worked on since.
 *
 * @param behind whether status spoke of an older spec at all
 * @param desired the fingerprint of that one
 */
record Leftover(
        boolean behind, Optional<String> plan, Optional<HoldStatus> hold, List<DriftItem> drift, String desired) {
    static Leftover of(Goal goal, Stagecraft before) {
        var status = before.getStatus();
        return new Leftover(
                goal instanceof Goal.Deploy(var version, var generation) && status.observedGeneration() < generation,
                Optional.ofNullable(status.plan()).map(PlanStatus::id),
                Optional.ofNullable(status.hold()),
                status.drift(),
                status.desiredHash());
    }

    boolean isPlan(Stagecraft now) {
        var shown = now.getStatus().plan();
        return behind && shown != null && plan.equals(Optional.of(shown.id())) && !madeSince(now, shown.specHash());
    }

    boolean isHold(Stagecraft now) {
        var held = Optional.ofNullable(now.getStatus().hold());
        return behind
                && hold.equals(held)
                && !madeSince(now, held.map(HoldStatus::against).orElse(""));
    }

    /** Whether these are the differences that there were: they stand through what puts them right, until it is looked. */
    boolean isDrift(Stagecraft now) {
        return drift.equals(now.getStatus().drift());
    }

    private boolean madeSince(Stagecraft now, String specHash) {
        var worked = now.getStatus().desiredHash();
        return !worked.equals(desired) && worked.equals(specHash);
    }
}
