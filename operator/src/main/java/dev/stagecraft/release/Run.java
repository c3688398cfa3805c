package dev.stagecraft.release;

import dev.stagecraft.plan.MigrationStage;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.PlanSummary;
import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.SkippedPhase;
import dev.stagecraft.plan.StepKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan on its way: waiting for a person, running, or ended.
 *
 * @param specHash the spec that it was made for
 * @param release the release that it carries out, or converges new hosts to
 * @param opensRelease whether it opened that release itself
 * @param holder the operator process that runs its steps; another one writes its own name before it goes on
 * @param migrations the pending ones of the databases that the plan looked at, whether it runs them or not
 */
public record Run(
        String planId,
        RunState state,
        String specHash,
        PlanSummary summary,
        Risk risk,
        List<StepProgress> steps,
        List<SkippedPhase> skipped,
        List<String> notes,
        Optional<String> release,
        boolean opensRelease,
        String holder,
        List<PlannedMigration> migrations) {

    public Run {
        migrations = List.copyOf(migrations);
        steps = List.copyOf(steps);
        skipped = List.copyOf(skipped);
        notes = List.copyOf(notes);
    }

    /** A plan that has not begun. */
    public static Run of(Plan plan, String specHash, RunState state, String holder) {
        return new Run(
                plan.id(),
                state,
                specHash,
                plan.summary(),
                plan.risk(),
                plan.steps().stream().map(StepProgress::of).toList(),
                plan.skipped(),
                plan.notes(),
                Optional.empty(),
                plan.opensRelease(),
                holder,
                plan.migrations());
    }

    /** What is left of the run of a release that failed, where history is all that still knows of it. */
    public static Run failed(ReleaseRecord release, String specHash) {
        return new Run(
                release.planId(),
                RunState.FAILED,
                specHash,
                new PlanSummary(0, 0, 0),
                Risk.SAFE,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(release.id()),
                true,
                "",
                List.of());
    }

    /** The step of that id. */
    public Optional<StepProgress> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /** Whether it migrates databases, waits to, or failed to, and does nothing else. */
    public boolean migrates() {
        return state != RunState.COMPLETED
                && !steps.isEmpty()
                && steps.stream()
                        .allMatch(step -> step.kind() == StepKind.MIGRATE_DATABASE && step.phase() == Phase.INFRA);
    }

    /** The database that it migrates because somebody asked; empty for every other run. */
    public Optional<String> asked() {
        return steps.stream()
                .filter(step -> step.id().equals(MigrationStage.MANUAL.step(step.target())))
                .map(StepProgress::target)
                .findFirst();
    }

    /** Whether a step of it is running. */
    public boolean busy() {
        return steps.stream().anyMatch(step -> step.state() == PhaseState.RUNNING);
    }

    /** The first step that failed. */
    public Optional<StepProgress> failure() {
        return steps.stream().filter(step -> step.state() == PhaseState.FAILED).findFirst();
    }

    /** Whether a step of that kind began on that target. */
    public boolean began(StepKind kind, String target) {
        return begun(kind).anyMatch(step -> step.target().equals(target));
    }

    /** Whether any step of that kind began. */
    public boolean began(StepKind kind) {
        return begun(kind).findAny().isPresent();
    }

    private Stream<StepProgress> begun(StepKind kind) {
        return steps.stream()
                .filter(step -> step.kind() == kind
                        && step.state() != PhaseState.PENDING
                        && step.state() != PhaseState.SKIPPED);
    }

    /** Whether the release it opened is on every host: what is left, such as deleting machines, is not part of it. */
    public boolean released() {
        return steps.stream()
                .filter(step -> step.kind() == StepKind.RECORD_RELEASE || step.phase() != Phase.INFRA)
                .allMatch(step -> step.state() == PhaseState.COMPLETED);
    }

    /** The same run with that step in place of the one of its id. */
    public Run with(StepProgress changed) {
        return copy(
                state,
                steps.stream()
                        .map(step -> step.id().equals(changed.id()) ? changed : step)
                        .toList(),
                release,
                holder);
    }

    /** The same run in that state. */
    public Run in(RunState newState) {
        return copy(newState, steps, release, holder);
    }

    /** The same run, carrying out that release. */
    public Run releasing(String id) {
        return copy(state, steps, Optional.of(id), holder);
    }

    /** The same run in other hands. */
    public Run heldBy(String newHolder) {
        return copy(state, steps, release, newHolder);
    }

    private Run copy(RunState newState, List<StepProgress> newSteps, Optional<String> newRelease, String newHolder) {
        return new Run(
                planId,
                newState,
                specHash,
                summary,
                risk,
                newSteps,
                skipped,
                notes,
                newRelease,
                opensRelease,
                newHolder,
                migrations);
    }
}
