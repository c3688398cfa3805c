package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes the plan from what is observed to what is desired. Pure: the same arguments give the same plan, byte for byte. */
public final class Planner {
    private Planner() {}

    /** The plan that brings the observed state to the desired one; empty steps when it is there already. */
    public static Plan plan(Desired desired, Observed observed) {
        var infra = InfraSteps.plan(desired, observed);
        var rollout = desired.release()
                .map(target -> RolloutSteps.plan(desired, observed, target))
                .orElse(RolloutSteps.NOTHING);
        var steps = new ArrayList<Step>(infra.steps());
        steps.addAll(rollout.steps());
        steps.addAll(InfraSteps.deletions(desired, observed, steps));
        var id = steps.isEmpty() ? settledId(desired, observed) : id(desired, observed, steps);
        return new Plan(id, steps, rollout.skipped(), rollout.notes(), infra.refusals());
    }

    /** The plan that takes everything of a resource away that is not protected. */
    public static Plan removal(Desired desired, Observed observed) {
        var steps = new ArrayList<Step>();
        for (var host : observed.hosts()) {
            if (!host.protect()) {
                steps.add(desired.ownsMachines() ? InfraSteps.delete(host) : InfraSteps.clear(host));
            }
        }
        return new Plan(id(desired, observed, steps), steps, List.of(), List.of(), List.of());
    }

    private static String settledId(Desired desired, Observed observed) {
        return id(desired, observed, List.of());
    }

    private static String id(Desired desired, Observed observed, List<Step> steps) {
        return CanonicalJson.hash(Map.of(
                "uid", desired.uid(),
                "inputs", desired.inputsHash(),
                "release", desired.release().map(ReleaseTarget::inputsHash),
                "images",
                        desired.release().map(ReleaseTarget::services).orElse(List.of()).stream()
                                .map(service -> service.name() + "=" + service.image())
                                .toList(),
                "observed", observed.hosts().stream().map(Planner::fingerprint).toList(),
                "serving", observed.serving(),
                "steps", steps.stream().map(Planner::fingerprint).toList()));
    }

    private static Map<String, Object> fingerprint(ObservedHost host) {
        return Map.of(
                "name", host.name(),
                "machine", host.machineId(),
                "bootstrapped", host.bootstrapped(),
                "release", host.release());
    }

    private static Map<String, Object> fingerprint(Step step) {
        return Map.of(
                "id", step.id(),
                "kind", step.kind(),
                "target", step.target(),
                "inputs", step.inputs(),
                "dependsOn", step.dependsOn(),
                "risk", step.risk());
    }
}
