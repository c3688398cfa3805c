package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.RunState;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people are told when a status changes: plans that wait, phases and releases that begin and end, how things stand beside
 * them, and what stalls.
 */
public final class Announcements {
    private Announcements() {}

    /** One thing to tell. */
    public record Words(boolean warning, String reason, String message) {}

    /** Everything that the new status says and the old one did not, in the order in which it happened. */
    public static List<Words> between(StagecraftStatus before, StagecraftStatus after) {
        var words = new ArrayList<Words>();
        plan(before, after).ifPresent(words::add);
        for (var release : after.releases().reversed()) {
            var old = before.releases().stream()
                    .filter(known -> known.id().equals(release.id()))
                    .findFirst();
            release(old, release, remarks(after, release), words);
        }
        words.addAll(Standing.between(before, after));
        stalled(before, after).ifPresent(words::add);
        return words;
    }

    private static Optional<Words> plan(StagecraftStatus before, StagecraftStatus after) {
        var plan = Optional.ofNullable(after.plan());
        var old = Optional.ofNullable(before.plan());
        boolean waits = plan.filter(now -> now.state().equals(RunState.AWAITING_APPROVAL.label()))
                .isPresent();
        boolean same = plan.map(PlanStatus::id).equals(old.map(PlanStatus::id));
        return waits && !same
                ? condition(after, "Approved").map(why -> new Words(false, why.getReason(), why.getMessage()))
                : condition(after, "Approved")
                        .filter(why -> why.getReason().equals("PlanStale"))
                        .filter(why -> condition(before, "Approved")
                                .filter(known -> known.getReason().equals("PlanStale"))
                                .isEmpty())
                        .map(why -> new Words(true, why.getReason(), why.getMessage()));
    }

    private static void release(
            Optional<ReleaseSummary> before, ReleaseSummary after, String remarks, List<Words> words) {
        var name =
                after.type().toLowerCase(java.util.Locale.ROOT) + " " + after.id() + " of version " + after.version();
        if (before.isEmpty()) {
            if (ReleaseState.of(after.state()) != ReleaseState.RUNNING) {
                return; // rebuilt from its object: it began and ended before this status was lost
            }
            words.add(new Words(false, "ReleaseStarted", name + " started" + remarks));
        }
        for (var phase : after.phases()) {
            var old = before.stream()
                    .flatMap(release -> release.phases().stream())
                    .filter(known -> known.name().equals(phase.name()))
                    .findFirst()
                    .map(PhaseStatus::status)
                    .orElse(PhaseState.PENDING.label());
            if (!old.equals(phase.status())) {
                words.add(phase(after, phase));
            }
        }
        if (before.map(ReleaseSummary::state).filter(after.state()::equals).isEmpty()) {
            ended(name, after).ifPresent(words::add);
        }
    }

    /** What the plan that opens a release remarks on it, such as that its environment changed. */
    private static String remarks(StagecraftStatus status, ReleaseSummary release) {
        return Optional.ofNullable(status.plan())
                .filter(plan ->
                        plan.release().equals(release.id()) && !plan.notes().isEmpty())
                .map(plan -> ": " + String.join("; ", plan.notes()))
                .orElse("");
    }

    private static Words phase(ReleaseSummary release, PhaseStatus phase) {
        var state = PhaseState.of(phase.status());
        var reason = switch (state) {
            case PENDING -> "PhasePending";
            case RUNNING -> "PhaseStarted";
            case COMPLETED -> "PhaseCompleted";
            case FAILED -> "PhaseFailed";
            case SKIPPED -> "PhaseSkipped";
        };
        return new Words(
                state == PhaseState.FAILED,
                reason,
                "phase " + phase.name() + " of " + release.id() + " " + phase.status()
                        + (phase.message().isEmpty() ? "" : ": " + phase.message()));
    }

    private static Optional<Words> ended(String name, ReleaseSummary release) {
        return switch (ReleaseState.of(release.state())) {
            case RUNNING -> Optional.empty();
            case SUCCEEDED -> Optional.of(new Words(false, "ReleaseSucceeded", name + " succeeded"));
            case FAILED -> Optional.of(new Words(true, "ReleaseFailed", name + " failed: " + release.message()));
            case SUPERSEDED -> Optional.of(new Words(false, "ReleaseSuperseded", name + " was superseded"));
        };
    }

    private static Optional<Words> stalled(StagecraftStatus before, StagecraftStatus after) {
        return condition(after, "Stalled")
                .filter(now -> condition(before, "Stalled")
                        .filter(known -> known.getReason().equals(now.getReason())
                                && known.getMessage().equals(now.getMessage()))
                        .isEmpty())
                .map(now -> new Words(true, now.getReason(), now.getMessage()));
    }

    static Optional<Condition> condition(StagecraftStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }
}
