package dev.stagecraft.plan;

import dev.stagecraft.plan.HookTarget.When;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the hooks of a release around its phases: what runs before a phase holds back all of its steps, and what runs after it
 * holds back all that waits for them. Hooks of a failure wait for nothing, since the run alone knows whether there is one.
 */
final class HookSteps {
    private HookSteps() {}

    /** The steps with those of the hooks among them, each still after what it waits for. */
    static List<Step> around(List<Step> steps, Desired desired) {
        if (!run(desired)) {
            return steps;
        }
        var woven = steps;
        for (var phase : Phase.ofRelease()) {
            woven = around(phase, woven, desired);
        }
        var all = new ArrayList<>(woven);
        desired.hooks().stream()
                .filter(hook -> hook.when() == When.FAILURE)
                .flatMap(hook -> step(hook, Phase.INFRA, desired).stream())
                .forEach(all::add);
        return ordered(all);
    }

    /** Why hooks do not run. */
    static List<String> notes(List<Step> steps, List<SkippedPhase> skipped, Desired desired) {
        if (desired.hooks().isEmpty() || desired.release().isEmpty()) {
            return List.of();
        }
        return switch (desired.release().get().kind()) {
            case SERVE -> List.of();
            case ROLLBACK -> List.of("a rollback runs no hooks");
            case DEPLOY ->
                desired.hooks().stream()
                        .filter(hook ->
                                steps.stream().noneMatch(step -> step.id().equals(hook.step())))
                        .map(hook -> "hook " + hook.name() + " does not run: " + why(hook, skipped))
                        .toList();
        };
    }

    private static String why(HookTarget hook, List<SkippedPhase> skipped) {
        return skipped.stream()
                .filter(phase -> hook.phase().equals(Optional.of(phase.phase())))
                .findFirst()
                .map(phase -> "phase " + phase.phase().label() + " has nothing to do, as " + phase.reason())
                .orElse("nothing of the release is on a host of service " + hook.service());
    }

    private static boolean run(Desired desired) {
        return !desired.hooks().isEmpty()
                && desired.release()
                        .filter(target -> target.kind() == ReleaseTarget.Kind.DEPLOY)
                        .isPresent();
    }

    private static List<Step> around(Phase phase, List<Step> steps, Desired desired) {
        var own = steps.stream().filter(step -> step.phase() == phase).toList();
        if (own.isEmpty()) {
            return steps;
        }
        var ids = own.stream().map(Step::id).collect(Collectors.toSet());
        var gate = own.stream()
                .flatMap(step -> step.dependsOn().stream())
                .filter(id -> !ids.contains(id))
                .distinct()
                .toList();
        var before = chain(hooks(desired, When.BEFORE, phase), gate, steps);
        var inner = own.stream().flatMap(step -> step.dependsOn().stream()).collect(Collectors.toSet());
        var ends = own.stream().map(Step::id).filter(id -> !inner.contains(id)).toList();
        var after = chain(hooks(desired, When.AFTER, phase), ends, steps);
        var woven = new ArrayList<Step>(before);
        steps.forEach(step -> woven.add(step.phase() == phase ? opened(step, ids, before) : closed(step, ids, after)));
        woven.addAll(after);
        return woven;
    }

    private static List<Step> hooks(Desired desired, When when, Phase phase) {
        return desired.hooks().stream()
                .filter(hook -> hook.when() == when && hook.phase().equals(Optional.of(phase)))
                .flatMap(hook -> step(hook, phase, desired).stream())
                .toList();
    }

    /** Each after the one before it, the first after the gate; a phase before hosts are prepared may not wait for them itself. */
    private static List<Step> chain(List<Step> hooks, List<String> gate, List<Step> steps) {
        var chain = new ArrayList<Step>();
        for (var hook : hooks) {
            var ready = steps.stream()
                    .map(Step::id)
                    .filter(id -> !isPrepared(hook.phase()) && id.equals("bootstrap/" + hook.target()));
            var last = chain.isEmpty() ? gate : List.of(chain.getLast().id());
            chain.add(hook.after(Stream.concat(last.stream(), ready).distinct().toList()));
        }
        return chain;
    }

    private static boolean isPrepared(Phase phase) {
        return phase != Phase.BUILD && phase != Phase.PUSH;
    }

    /** A step of the phase that waited for nothing else of it now waits for the last hook, which waits for the same. */
    private static Step opened(Step step, Set<String> phase, List<Step> before) {
        boolean first = step.dependsOn().stream().noneMatch(phase::contains);
        return before.isEmpty() || !first
                ? step
                : step.after(List.of(before.getLast().id()));
    }

    private static Step closed(Step step, Set<String> phase, List<Step> after) {
        if (after.isEmpty() || step.dependsOn().stream().noneMatch(phase::contains)) {
            return step;
        }
        var others = step.dependsOn().stream().filter(id -> !phase.contains(id));
        return step.after(Stream.concat(others, Stream.of(after.getLast().id())).toList());
    }

    private static Optional<Step> step(HookTarget hook, Phase phase, Desired desired) {
        var role = desired.release().stream()
                .flatMap(target -> target.services().stream())
                .filter(service -> service.name().equals(hook.service()))
                .map(ServiceTarget::role)
                .findFirst();
        return desired.hosts().stream()
                .filter(host -> role.equals(Optional.of(host.role())))
                .findFirst()
                .map(host -> Step.safe(
                                hook.step(),
                                StepKind.RUN_HOOK,
                                phase,
                                host.name(),
                                "run hook " + hook.name() + " in service " + hook.service() + " " + hook.occasion())
                        .with(inputs(hook, host)));
    }

    private static Map<String, String> inputs(HookTarget hook, HostTarget host) {
        var inputs = new TreeMap<>(Map.of(
                "when",
                hook.when().label(),
                "service",
                hook.service(),
                "command",
                CanonicalJson.hash(hook.command()),
                "role",
                host.role(),
                "timeout",
                hook.limit().toSeconds() + "s",
                "onFailure",
                hook.mayFail() ? "Continue" : "Fail"));
        hook.phase().ifPresent(phase -> inputs.put("phase", phase.label()));
        return inputs;
    }

    /** In the given order, but each step after those it waits for. */
    private static List<Step> ordered(List<Step> steps) {
        var left = new ArrayList<>(steps);
        var ordered = new ArrayList<Step>();
        var placed = new HashSet<String>();
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(step -> placed.containsAll(step.dependsOn()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("steps wait for each other: " + left));
            left.remove(next);
            ordered.add(next);
            placed.add(next.id());
        }
        return ordered;
    }
}
