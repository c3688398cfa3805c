package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.plan.StepKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A plan for those who are to agree to it. */
final class PlanWords {
    private static final String SAFE = "Safe";

    /** Enough to see what a plan is about; the risky ones are never left out. */
    private static final int MOST = 12;

    /** What changes something that people know; the other kinds of step only serve these. */
    private static final Set<StepKind> TOLD = EnumSet.of(
            StepKind.RECORD_RELEASE,
            StepKind.CREATE_HOST,
            StepKind.DELETE_HOST,
            StepKind.CLEAR_HOST,
            StepKind.BUILD_IMAGE,
            StepKind.MIGRATE_DATABASE,
            StepKind.RUN_HOOK,
            StepKind.ROLL_OUT);

    private PlanWords() {}

    /** Its size, what it does, its gravest steps with their reasons, and what it remarks. */
    static List<String> summary(PlanStatus plan) {
        var counts = plan.summary();
        var lines = new ArrayList<String>();
        lines.add("plan " + plan.id());
        lines.add("  create " + counts.create() + ", change " + counts.change() + ", destroy " + counts.destroy()
                + ", risk " + plan.risk());
        var safe = plan.steps().stream()
                .filter(step -> !risky(step))
                .filter(step -> StepKind.of(step.kind()).filter(TOLD::contains).isPresent())
                .toList();
        safe.stream().limit(MOST).forEach(step -> lines.add("  " + step.description()));
        if (safe.size() > MOST) {
            lines.add("  and " + (safe.size() - MOST) + " more steps of these kinds");
        }
        risks(plan).forEach(risk -> lines.add("  " + risk));
        plan.migrations()
                .forEach(file -> lines.add("  pending migration " + file.id() + " of " + file.database()
                        + (file.reason().isEmpty() ? "" : ": " + file.reason())));
        plan.notes().forEach(note -> lines.add("  note: " + note));
        return lines.stream().map(Columns::clean).toList();
    }

    /** The steps that are not safe, and why. */
    static List<String> risks(PlanStatus plan) {
        return plan.steps().stream()
                .filter(PlanWords::risky)
                .map(PlanWords::risk)
                .toList();
    }

    private static boolean risky(StepStatus step) {
        return !step.risk().equals(SAFE) && !step.risk().isEmpty();
    }

    private static String risk(StepStatus step) {
        return step.risk() + ": " + step.description()
                + (step.riskReason().isEmpty() ? "" : " (" + step.riskReason() + ")");
    }
}
