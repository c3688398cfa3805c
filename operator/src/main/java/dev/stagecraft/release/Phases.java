package dev.stagecraft.release;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.SkippedPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Derives the six phases of a release from the steps of the run that carries it out. */
public final class Phases {
    private Phases() {}

    /** All six, in order. After the first failed phase every later one is skipped. */
    public static List<PhaseProgress> of(Run run) {
        var phases = new ArrayList<PhaseProgress>();
        Optional<String> failed = failedBefore(run);
        for (var phase : Phase.ofRelease()) {
            var own = phase(run, phase);
            // What a step outside the phases stopped is skipped; what had ended by then has its end.
            var progress = failed.isEmpty() || own.state() == PhaseState.COMPLETED
                    ? own
                    : PhaseProgress.skipped(phase, failed.get());
            if (progress.state() == PhaseState.FAILED) {
                failed = Optional.of("phase " + phase.label() + " failed");
            }
            phases.add(progress);
        }
        return phases;
    }

    /** The phases of a release that is given up: what had not ended will not. */
    static List<PhaseProgress> cutShort(List<PhaseProgress> phases, Instant now) {
        return phases.stream()
                .map(phase -> phase.state().isFinal()
                        ? phase
                        : new PhaseProgress(
                                phase.phase(),
                                PhaseState.SKIPPED,
                                phase.startedAt(),
                                phase.startedAt().map(began -> now),
                                "the release was superseded"))
                .toList();
    }

    private static Optional<String> failedBefore(Run run) {
        return run.failure()
                .filter(step -> step.phase() == Phase.INFRA && !run.released())
                .map(step ->
                        "step " + step.id() + " failed before " + (anyEnded(run) ? "this phase" : "the first phase"));
    }

    private static boolean anyEnded(Run run) {
        return run.steps().stream()
                .anyMatch(step -> step.phase() != Phase.INFRA && step.state() == PhaseState.COMPLETED);
    }

    private static PhaseProgress phase(Run run, Phase phase) {
        var steps = run.steps().stream().filter(step -> step.phase() == phase).toList();
        if (steps.isEmpty()) {
            return PhaseProgress.skipped(phase, skipReason(run, phase));
        }
        var state = state(steps);
        return new PhaseProgress(
                phase,
                state,
                earliest(steps.stream().map(StepProgress::startedAt).toList()),
                state.isFinal()
                        ? latest(steps.stream().map(StepProgress::finishedAt).toList())
                        : Optional.empty(),
                steps.stream()
                        .filter(step -> step.state() == PhaseState.FAILED)
                        .map(step -> step.target() + ": " + step.message())
                        .findFirst()
                        .orElse(""));
    }

    private static String skipReason(Run run, Phase phase) {
        return run.skipped().stream()
                .filter(skipped -> skipped.phase() == phase)
                .map(SkippedPhase::reason)
                .findFirst()
                .orElse("nothing to do");
    }

    private static PhaseState state(List<StepProgress> steps) {
        if (any(steps, PhaseState.RUNNING)) {
            return PhaseState.RUNNING;
        }
        if (any(steps, PhaseState.FAILED)) {
            return PhaseState.FAILED;
        }
        if (steps.stream().allMatch(step -> step.state() == PhaseState.COMPLETED)) {
            return PhaseState.COMPLETED;
        }
        if (any(steps, PhaseState.COMPLETED) && any(steps, PhaseState.PENDING)) {
            return PhaseState.RUNNING;
        }
        return any(steps, PhaseState.PENDING) ? PhaseState.PENDING : PhaseState.SKIPPED;
    }

    private static boolean any(List<StepProgress> steps, PhaseState state) {
        return steps.stream().anyMatch(step -> step.state() == state);
    }

    private static Optional<Instant> earliest(List<Optional<Instant>> times) {
        return times.stream().flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private static Optional<Instant> latest(List<Optional<Instant>> times) {
        return times.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
