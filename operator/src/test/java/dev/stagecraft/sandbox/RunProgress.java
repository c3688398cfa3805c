package dev.stagecraft.sandbox;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Shows a release as it goes by, each line once. */
final class RunProgress {
    private final PrintStream out;
    private final Instant began = Instant.now();
    private final Set<String> shown = new HashSet<>();

    RunProgress(PrintStream out) {
        this.out = out;
    }

    void show(Stagecraft resource) {
        var status = resource.getStatus();
        var plan = status.plan();
        if (plan != null) {
            line(
                    "plan",
                    plan.id().substring(0, Math.min(19, plan.id().length())),
                    plan.state() + ", risk " + plan.risk()
                            + ": create " + plan.summary().create() + ", change "
                            + plan.summary().change() + ", destroy "
                            + plan.summary().destroy());
            plan.steps().stream()
                    .filter(step -> !step.state().equals("pending"))
                    .forEach(step -> line(
                            step.phase(),
                            step.id(),
                            step.state() + (step.message().isEmpty() ? "" : " (" + step.message() + ")")));
        }
        status.releases()
                .forEach(release -> release.phases().stream()
                        .filter(phase -> !phase.status().equals("pending"))
                        .forEach(phase -> line(
                                "phase",
                                phase.name(),
                                phase.status() + (phase.message().isEmpty() ? "" : ": " + phase.message()))));
    }

    private void line(String kind, String what, String words) {
        if (shown.add(kind + what + words)) {
            out.printf(
                    "%6.1fs  %-9s %-20s %s%n",
                    Duration.between(began, Instant.now()).toMillis() / 1000.0, kind, what, words);
        }
    }

    boolean ready(Stagecraft resource) {
        return condition(resource, "Ready").isPresent();
    }

    Optional<String> stalled(Stagecraft resource) {
        return condition(resource, "Stalled");
    }

    private static Optional<String> condition(Stagecraft resource, String type) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True")
                        && condition
                                .getObservedGeneration()
                                .equals(resource.getMetadata().getGeneration()))
                .map(condition -> condition.getMessage())
                .findFirst();
    }
}
