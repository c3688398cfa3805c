package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.ReleaseType;
import dev.stagecraft.release.RunState;
import dev.stagecraft.status.Assessment.Finding;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds an assessment into the status: the same assessment over the same status gives the same bytes. */
public final class StatusFold {
    /** Longer texts are cut: a condition's message is read in a terminal. */
    private static final int MESSAGE_LIMIT = 1024;

    private StatusFold() {}

    /** The new status; a condition's transition time moves only when its status does. */
    public static StagecraftStatus fold(StagecraftStatus before, Assessment seen, Instant now) {
        var conditions = new Conditions(seen);
        var judgements = conditions.all();
        var ready = judgements.stream()
                .filter(judgement -> judgement.type().equals("Ready"))
                .findFirst()
                .orElseThrow();
        return StateWriting.write(before, seen.state())
                .observedGeneration(Math.max(before.observedGeneration(), seen.generation()))
                .conditions(judgements.stream()
                        .map(judgement -> condition(before.conditions(), judgement, seen.generation(), now))
                        .toList())
                .phase(phase(seen, ready, conditions.holds()))
                .message(cut(ready.isTrue() ? "" : ready.message()))
                .drift(StateWriting.drift(seen.differences()))
                .desiredHash(seen.wanted().map(Assessment.Wanted::specHash).orElse(before.desiredHash()))
                .waitingFor(StateWriting.waitingFor(seen.state()))
                .build();
    }

    /**
     * The status while looking at the resource fails: only that it does, and is tried again, is new. The generation stays the
     * one that was looked at last.
     */
    public static StagecraftStatus failing(StagecraftStatus before, long generation, Finding why, Instant now) {
        var words = new Finding(why.reason(), why.message() + "; it is tried again by itself");
        var judgements =
                List.of(Judgement.no("Ready", words), Judgement.yes("Reconciling", words.reason(), words.message()));
        var conditions = new ArrayList<>(before.conditions().stream()
                .filter(known -> judgements.stream()
                        .noneMatch(judgement -> judgement.type().equals(known.getType())))
                .toList());
        judgements.forEach(judgement -> conditions.add(condition(before.conditions(), judgement, generation, now)));
        return before.toBuilder()
                .conditions(conditions)
                .phase(before.phase().isEmpty() || before.phase().equals("Ready") ? "Pending" : before.phase())
                .message(cut(words.message()))
                .build();
    }

    private static Condition condition(List<Condition> before, Judgement judgement, long generation, Instant now) {
        var since = before.stream()
                .filter(known -> known.getType().equals(judgement.type())
                        && known.getStatus().equals(judgement.status()))
                .findFirst()
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(judgement.type())
                .withStatus(judgement.status())
                .withReason(judgement.reason())
                .withMessage(cut(judgement.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    private static String cut(String message) {
        return Limits.cut(message, MESSAGE_LIMIT);
    }

    private static String phase(Assessment seen, Judgement ready, boolean holds) {
        if (seen.deleting()) {
            return "Deleting";
        }
        if (seen.rejection().isPresent()) {
            return "Invalid";
        }
        var run = seen.state().run();
        if (run.filter(active -> active.state() == RunState.FAILED).isPresent()) {
            return "Failed";
        }
        if (seen.suspended()) {
            return "Suspended";
        }
        if (run.filter(active -> active.state() == RunState.AWAITING_APPROVAL).isPresent()) {
            return "AwaitingApproval";
        }
        if (run.filter(active -> active.state() == RunState.RUNNING).isPresent()) {
            return working(seen);
        }
        if (holds) {
            return "RolledBack";
        }
        if (ready.isTrue()) {
            return "Ready";
        }
        return seen.differences().isEmpty() ? "Pending" : "Drifted";
    }

    private static String working(Assessment seen) {
        var release = seen.state().history().latest().filter(record -> record.state() == ReleaseState.RUNNING);
        return release.map(record -> record.type() == ReleaseType.ROLLBACK ? "RollingBack" : "Deploying")
                .or(() -> Optional.of("Converging"))
                .get();
    }
}
