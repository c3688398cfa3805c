package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.plan.PlanView.StepView;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import dev.stagecraft.plan.Risk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan for people. */
final class PlanText {
    private final Console console;

    PlanText(Console console) {
        this.console = console;
    }

    void print(PlanView plan) {
        head(plan);
        steps(plan);
        list(
                "Skipped",
                plan.skipped().stream()
                        .map(skipped -> skipped.phase() + ": " + skipped.reason())
                        .toList());
        list(
                "Pending migrations",
                plan.migrations().stream().map(PlanText::pending).toList());
        if (plan.changes() != null) {
            new ChangesText(console).print(plan.changes());
        }
        list("Notes", plan.notes());
        list(
                console.styled(Style.RED, "Refused"),
                plan.refusals().stream().map(PlanText::refused).toList());
    }

    private void head(PlanView plan) {
        var subject = plan.resource();
        console.line(console.styled(
                Style.BOLD,
                subject.namespace() + "/" + subject.name() + "  environment " + subject.environment() + ", version "
                        + subject.version()));
        console.line(summary(plan));
        if (!plan.planId().isEmpty()) {
            console.line(console.styled(Style.DIM, "plan " + plan.planId()));
        }
    }

    private String summary(PlanView plan) {
        var only = plan.services().isEmpty() ? "" : " for " + String.join(", ", plan.services());
        if (plan.planId().isEmpty()) {
            return console.styled(Style.RED, "Nothing can be planned until this is put right.");
        }
        if (plan.steps().isEmpty()) {
            return "Nothing to do" + only + ": what is there is what is wanted.";
        }
        var counts = plan.summary();
        return "%d to create, %d to change, %d to destroy; risk %s%s%s"
                .formatted(
                        counts.create(),
                        counts.change(),
                        counts.destroy(),
                        risk(plan.risk()),
                        plan.opensRelease() ? "; opens a release" : "",
                        only.isEmpty() ? "" : "; only what is done" + only + " and what that waits for");
    }

    private String risk(String risk) {
        if (risk.equals(Risk.SAFE.label())) {
            return console.styled(Style.GREEN, risk);
        }
        return console.styled(risk.equals(Risk.DESTRUCTIVE.label()) ? Style.RED : Style.YELLOW, risk);
    }

    /** By phase; the numbers tell the order of the whole, which goes back and forth between infrastructure and release. */
    private void steps(PlanView plan) {
        var phases = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < plan.steps().size(); i++) {
            phases.computeIfAbsent(plan.steps().get(i).phase(), phase -> new java.util.ArrayList<>())
                    .add(i);
        }
        int digits = String.valueOf(plan.steps().size()).length();
        int width = plan.steps().stream()
                .mapToInt(step -> step.target().length())
                .max()
                .orElse(0);
        for (Map.Entry<String, List<Integer>> phase : phases.entrySet()) {
            console.line();
            console.line(console.styled(Style.BOLD, phase.getKey()));
            for (int i : phase.getValue()) {
                step(plan.steps().get(i), "  %" + digits + "d. %-" + Math.max(1, width) + "s  %s", i + 1);
            }
        }
    }

    private void step(StepView step, String format, int number) {
        console.line(format.formatted(number, step.target(), step.description()));
        if (!step.riskReason().isEmpty()) {
            console.line("      " + risk(step.risk()) + ": " + step.riskReason());
        }
    }

    private static String pending(PlanView.Pending file) {
        return file.database() + "  " + file.id() + "  " + file.phase() + "  " + file.risk()
                + (file.reason().isEmpty() ? "" : ": " + file.reason());
    }

    static String refused(PlanView.Refused why) {
        var where = List.of(why.at(), why.path()).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return why.reason() + (where.isEmpty() ? "" : " " + where) + ": " + why.message();
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            console.line();
            console.line(console.styled(Style.BOLD, title));
            lines.forEach(line -> console.line("  " + line));
        }
    }
}
