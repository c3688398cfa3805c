package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The order in which a release ends once every host serves it. What is no longer wanted goes last, so that nothing about it can
 * hold up the release; but where migrations wait for the last old container, it goes before them.
 */
final class ReleaseEnd {
    private ReleaseEnd() {}

    /**
     * The steps in their order.
     *
     * @param before every step so far
     * @param migrations the first waits for the rollout, each other one for the one before it
     */
    static List<Step> steps(
            List<Step> before, RolloutSteps.Result rollout, List<Step> migrations, List<Step> removals) {
        var steps = new ArrayList<Step>();
        if (migrations.isEmpty()) {
            steps.addAll(rollout.marks());
            removals.forEach(step -> steps.add(step.after(ids(before, rollout.marks()))));
            return steps;
        }
        removals.forEach(step -> steps.add(step.after(ids(before, List.of()))));
        var first = migrations.getFirst();
        steps.add(removals.isEmpty() ? first : first.after(ids(removals, List.of())));
        steps.addAll(migrations.subList(1, migrations.size()));
        rollout.marks()
                .forEach(step -> steps.add(step.after(Stream.concat(
                                rollout.healthy().stream(), migrations.stream().map(Step::id))
                        .toList())));
        return steps;
    }

    private static List<String> ids(List<Step> some, List<Step> more) {
        return Stream.concat(some.stream(), more.stream()).map(Step::id).toList();
    }
}
