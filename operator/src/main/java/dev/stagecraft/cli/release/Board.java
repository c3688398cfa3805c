package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.release.PhaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a state of the resource: how far each phase is, and which steps are at work.
 *
 * @param title what is done to which resource
 * @param rows infrastructure where there is any, then the six phases
 * @param active the steps that run or are to be tried again
 * @param waiting what is waited for while no step is at work; may be empty
 */
record Board(String title, List<Row> rows, List<Active> active, String waiting) {
    Board {
        rows = List.copyOf(rows);
        active = List.copyOf(active);
    }

    /**
     * One phase.
     *
     * @param unit what is counted: hosts, or steps where not all are of a host
     * @param message why it was skipped or failed; may be empty
     */
    record Row(String phase, PhaseState state, int done, int total, String unit, String message) {}

    /** One step at work; {@code since} is null while it has not begun. */
    record Active(
            String target,
            String description,
            String message,
            @Nullable Instant since) {}

    static Board of(Ask ask, Stagecraft now) {
        var status = now.getStatus();
        var release = ask.release(now);
        var shown = Optional.ofNullable(status.plan())
                .filter(plan -> ask.taken(now))
                .filter(ask::concerns);
        var steps = shown.map(PlanStatus::steps).orElse(List.of());
        var hosts = status.hosts().stream().map(HostStatus::name).collect(Collectors.toSet());
        var active = steps.stream().filter(Board::works).map(Board::active).toList();
        var waiting = ask.taken(now) ? status.message() : "waiting for the operator to see it";
        return new Board(
                title(ask, now, shown, release),
                rows(steps, hosts, release),
                active,
                active.isEmpty() && !Conditions.ready(now) ? Columns.clean(waiting) : "");
    }

    private static String title(Ask ask, Stagecraft now, Optional<PlanStatus> plan, Optional<ReleaseSummary> release) {
        var phase = ask.taken(now) ? now.getStatus().phase() : "";
        var running = plan.flatMap(shown -> now.getStatus().releases().stream()
                        .filter(found -> found.id().equals(shown.release()) && shown.opensRelease())
                        .findFirst())
                .or(() -> release);
        var version = running.map(found -> " version " + found.version()).orElse("");
        return ask.name() + (phase.isEmpty() ? "" : " " + phase) + version;
    }

    private static boolean works(StepStatus step) {
        return switch (PhaseState.of(step.state())) {
            case RUNNING -> true;
            case PENDING -> !step.reason().isEmpty();
            case COMPLETED, FAILED, SKIPPED -> false;
        };
    }

    private static Active active(StepStatus step) {
        return new Active(
                step.target(), Columns.clean(step.description()), Columns.clean(step.message()), step.startedAt());
    }

    private static List<Row> rows(List<StepStatus> steps, Set<String> hosts, Optional<ReleaseSummary> release) {
        var rows = new ArrayList<Row>();
        for (var phase : Phase.values()) {
            var of = steps.stream()
                    .filter(step -> step.phase().equals(phase.label()))
                    .toList();
            var told = release.stream()
                    .flatMap(found -> found.phases().stream())
                    .filter(found -> found.name().equals(phase.label()))
                    .findFirst();
            if (!of.isEmpty() || told.isPresent()) {
                rows.add(row(phase.label(), of, hosts, told));
            }
        }
        return rows;
    }

    private static Row row(String phase, List<StepStatus> steps, Set<String> hosts, Optional<PhaseStatus> told) {
        boolean byHost = !steps.isEmpty() && steps.stream().allMatch(step -> hosts.contains(step.target()));
        var units = steps.stream()
                .collect(Collectors.groupingBy(step -> byHost ? step.target() : step.id()))
                .values();
        int done = (int) units.stream()
                .filter(unit -> unit.stream().allMatch(step -> step.state().equals(PhaseState.COMPLETED.label())))
                .count();
        var state = told.map(found -> PhaseState.of(found.status())).orElseGet(() -> state(steps));
        return new Row(
                phase,
                state,
                done,
                units.size(),
                byHost ? "hosts" : "steps",
                Columns.clean(told.map(PhaseStatus::message).orElse("")));
    }

    private static PhaseState state(List<StepStatus> steps) {
        var states = steps.stream().map(step -> PhaseState.of(step.state())).collect(Collectors.toSet());
        return Arrays.stream(new PhaseState[] {PhaseState.FAILED, PhaseState.RUNNING})
                .filter(states::contains)
                .findFirst()
                .orElseGet(() -> {
                    if (states.equals(Set.of(PhaseState.COMPLETED))) {
                        return PhaseState.COMPLETED;
                    }
                    return states.contains(PhaseState.COMPLETED) ? PhaseState.RUNNING : PhaseState.PENDING;
                });
    }
}
