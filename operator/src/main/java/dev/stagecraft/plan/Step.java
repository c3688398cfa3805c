package dev.stagecraft.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of a plan.
 *
 * @param id unique in its plan, such as {@code rollout/app-1}
 * @param target the host, or the release's version where the step concerns no host
 * @param description one line for people
 * @param dependsOn ids of the steps that must have completed before
 * @param inputs what the step works with, as far as the plan fixes it; never a secret
 * @param riskReason why the step is more than safe
 */
public record Step(
        String id,
        StepKind kind,
        Phase phase,
        String target,
        String description,
        List<String> dependsOn,
        SortedMap<String, String> inputs,
        Risk risk,
        Optional<String> riskReason) {

    public Step {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(phase, "phase");
        dependsOn = List.copyOf(dependsOn);
        inputs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        if (risk != Risk.SAFE && riskReason.isEmpty()) {
            throw new IllegalArgumentException("step " + id + " is " + risk.label() + " and does not say why");
        }
    }

    /** A safe step. */
    public static Step safe(String id, StepKind kind, Phase phase, String target, String description) {
        return new Step(id, kind, phase, target, description, List.of(), new TreeMap<>(), Risk.SAFE, Optional.empty());
    }

    /** A safe step of {@link Phase#INFRA} on a host; its id is the verb and the host. */
    static Step infra(String verb, StepKind kind, String host, String description) {
        return safe(verb + "/" + host, kind, Phase.INFRA, host, description);
    }

    /** The same step after the steps of those ids. */
    public Step after(List<String> ids) {
        return new Step(id, kind, phase, target, description, ids, inputs, risk, riskReason);
    }

    /** The same step with those inputs. */
    public Step with(Map<String, String> newInputs) {
        return new Step(id, kind, phase, target, description, dependsOn, new TreeMap<>(newInputs), risk, riskReason);
    }

    /** The same step, graver. */
    public Step risking(Risk newRisk, String why) {
        return new Step(id, kind, phase, target, description, dependsOn, inputs, newRisk, Optional.of(why));
    }
}
