package dev.stagecraft.release;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step of a plan that runs, as far as status keeps it.
 *
 * @param attempt 1 at first, one more after every failure; a resumption after a restart does not count
 * @param reason CamelCase, why it failed last
 * @param inputs what the step must find unchanged when it runs
 */
public record StepProgress(
        String id,
        StepKind kind,
        Phase phase,
        String target,
        String description,
        List<String> dependsOn,
        Risk risk,
        Optional<String> riskReason,
        PhaseState state,
        int attempt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        String reason,
        String message,
        SortedMap<String, String> inputs) {

    public StepProgress {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        dependsOn = List.copyOf(dependsOn);
    }

    /** A step that has not begun. */
    public static StepProgress of(Step step) {
        return new StepProgress(
                step.id(),
                step.kind(),
                step.phase(),
                step.target(),
                step.description(),
                step.dependsOn(),
                step.risk(),
                step.riskReason(),
                PhaseState.PENDING,
                0,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                kept(step));
    }

    /**
     * Of a migration or build, what must run is what was planned, also after a restart, and of a hook, what it is for; other steps read
     * all they need anew.
     */
    private static SortedMap<String, String> kept(Step step) {
        var kept = new TreeMap<String, String>();
        if (step.kind() == StepKind.MIGRATE_DATABASE || step.kind() == StepKind.RUN_HOOK) {
            kept.putAll(step.inputs());
            kept.keySet().removeIf(name -> name.startsWith("file."));
        }
        if (step.kind() == StepKind.BUILD_IMAGE || step.kind() == StepKind.PUSH_IMAGE) {
            kept.putAll(step.inputs());
        }
        return kept;
    }

    /** The same step, running since {@code now} or since it first began. */
    public StepProgress started(Instant now) {
        return copy(
                PhaseState.RUNNING, attempt + 1, startedAt.or(() -> Optional.of(now)), Optional.empty(), "", message);
    }

    /** The same step in the hands of another process: the time in which no operator was alive does not count. */
    public StepProgress takenOver(Instant now) {
        return copy(state, attempt, startedAt.map(before -> now), finishedAt, reason, message);
    }

    /** The same step, to be tried again. */
    public StepProgress again(String why, String words) {
        return copy(PhaseState.PENDING, attempt, startedAt, Optional.empty(), why, words);
    }

    /** The same step as if it had not begun, saying why it did not. */
    public StepProgress postponed(String why, String words) {
        return copy(PhaseState.PENDING, Math.max(0, attempt - 1), Optional.empty(), Optional.empty(), why, words);
    }

    /** The same step at its end. */
    public StepProgress ended(PhaseState end, Instant now, String why, String words) {
        return copy(end, attempt, startedAt, Optional.of(now), why, words);
    }

    /** The same step on that host. */
    public StepProgress on(String host) {
        return new StepProgress(
                id,
                kind,
                phase,
                host,
                description,
                dependsOn,
                risk,
                riskReason,
                state,
                attempt,
                startedAt,
                finishedAt,
                reason,
                message,
                inputs);
    }

    /** The same step, saying what it waits for. */
    public StepProgress saying(String words) {
        return copy(state, attempt, startedAt, finishedAt, reason, words);
    }

    private StepProgress copy(
            PhaseState newState,
            int newAttempt,
            Optional<Instant> newStartedAt,
            Optional<Instant> newFinishedAt,
            String newReason,
            String newMessage) {
        return new StepProgress(
                id,
                kind,
                phase,
                target,
                description,
                dependsOn,
                risk,
                riskReason,
                newState,
                newAttempt,
                newStartedAt,
                newFinishedAt,
                newReason,
                newMessage,
                inputs);
    }
}
