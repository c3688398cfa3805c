package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.release.PhaseState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is new in each state of the resource, as lines of which each is told once. */
final class PlainLines {
    private final Ask ask;
    private final Set<String> told = new HashSet<>();

    PlainLines(Ask ask) {
        this.ask = ask;
    }

    /** The lines that were not told yet, in the order of the plan. */
    List<String> of(Stagecraft now) {
        var lines = new ArrayList<String>();
        if (!ask.shows(now) || !ask.taken(now)) {
            return lines;
        }
        var releases = now.getStatus().releases().stream()
                .filter(release -> !ask.ended().contains(release.id()) || ask.approves(release.planId()))
                .toList()
                .reversed();
        releases.forEach(release -> lines.add(line("release", ReleaseWords.name(release))));
        var plan = now.getStatus().plan();
        if (plan != null && ask.concerns(plan)) {
            plan(plan, lines);
        }
        for (var release : releases) {
            release.phases().forEach(phase -> phase(release, phase, lines));
        }
        if (ask.goal() instanceof Goal.Delete && !now.getStatus().message().isEmpty()) {
            lines.add(line("delete", now.getStatus().message()));
        }
        return lines.stream().filter(told::add).toList();
    }

    /** Once a phase: why it is skipped may become another reason when one before it fails. */
    private void phase(ReleaseSummary release, PhaseStatus phase, List<String> lines) {
        var state = PhaseState.of(phase.status());
        if (state.isFinal() && told.add(release.id() + " " + phase.name() + " " + phase.status())) {
            var of = release.type().equals("Rollback") ? " of the rollback" : "";
            // What made it fail was told with the step.
            var why = state == PhaseState.SKIPPED ? colon(phase.message()) : "";
            lines.add(line(phase.name(), "phase" + of + " " + phase.status() + why));
        }
    }

    private static void plan(PlanStatus plan, List<String> lines) {
        var counts = plan.summary();
        lines.add(line(
                "plan",
                "create " + counts.create() + ", change " + counts.change() + ", destroy " + counts.destroy()
                        + ", risk " + plan.risk()));
        plan.notes().forEach(note -> lines.add(line("plan", "note: " + note)));
        plan.steps().forEach(step -> step(step, lines));
    }

    private static void step(StepStatus step, List<String> lines) {
        var words = step.target() + ": " + step.description();
        switch (PhaseState.of(step.state())) {
            case PENDING -> {
                if (!step.reason().isEmpty()) {
                    lines.add(line(step.phase(), words + ": again after " + step.reason() + colon(step.message())));
                }
            }
            case RUNNING -> {
                lines.add(line(step.phase(), words + ": running"));
                if (!step.message().isEmpty()) {
                    lines.add(line(step.phase(), words + ": waits: " + step.message()));
                }
            }
            case COMPLETED -> lines.add(line(step.phase(), words + ": completed" + colon(step.message())));
            case FAILED -> lines.add(line(step.phase(), words + ": failed: " + step.reason() + colon(step.message())));
            case SKIPPED -> {
                // The phase says why.
            }
        }
    }

    private static String colon(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    private static String line(String what, String words) {
        return "%-12s %s".formatted(what, Columns.clean(words));
    }
}
