package dev.stagecraft.plan;

import java.util.List;

/**
 * The ordered steps from what is observed to what is desired.
 *
 * @param id {@code sha256:} and the digest of the plan's canonical JSON: what was desired, what was observed, and the steps
 * @param steps every step comes after the steps it depends on
 * @param skipped the release's phases with nothing to do; empty when no release is opened
 * @param notes what a reader should know, such as an accessory that changed and is not rolled
 * @param refusals not empty: the plan must not run
 * @param migrations every pending migration of the databases that it looked at, whether it runs it or not
 */
public record Plan(
        String id,
        List<Step> steps,
        List<SkippedPhase> skipped,
        List<String> notes,
        List<Refusal> refusals,
        List<PlannedMigration> migrations) {

    public Plan {
        migrations = List.copyOf(migrations);
        steps = List.copyOf(steps);
        skipped = List.copyOf(skipped);
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }

    /** Without databases. */
    public Plan(String id, List<Step> steps, List<SkippedPhase> skipped, List<String> notes, List<Refusal> refusals) {
        this(id, steps, skipped, notes, refusals, List.of());
    }

    /** Whether what is observed is what is desired. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The gravest risk of any step. */
    public Risk risk() {
        return steps.stream().map(Step::risk).reduce(Risk.SAFE, Risk::max);
    }

    /** Whether running it opens a release. */
    public boolean opensRelease() {
        return steps.stream().anyMatch(step -> step.kind() == StepKind.RECORD_RELEASE);
    }

    /** Counts for people. */
    public PlanSummary summary() {
        return new PlanSummary(
                count(StepKind.CREATE_HOST),
                count(StepKind.ROLL_OUT),
                count(StepKind.DELETE_HOST) + count(StepKind.CLEAR_HOST));
    }

    private int count(StepKind kind) {
        return (int) steps.stream().filter(step -> step.kind() == kind).count();
    }
}
