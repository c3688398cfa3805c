package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.StepStatus;
import java.util.ArrayList;
import java.util.List;

/** A plan for those who are to agree to it. */
final class PlanWords {
    private static final String SAFE = "Safe";

    private PlanWords() {}

    /** Its size, its gravest steps and what it remarks. */
    static List<String> summary(PlanStatus plan) {
        var counts = plan.summary();
        var lines = new ArrayList<String>();
        lines.add("plan " + plan.id());
        lines.add("  create " + counts.create() + ", change " + counts.change() + ", destroy " + counts.destroy()
                + ", risk " + plan.risk());
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
                .filter(step -> !step.risk().equals(SAFE) && !step.risk().isEmpty())
                .map(PlanWords::risk)
                .toList();
    }

    private static String risk(StepStatus step) {
        return step.risk() + ": " + step.description()
                + (step.riskReason().isEmpty() ? "" : " (" + step.riskReason() + ")");
    }
}
