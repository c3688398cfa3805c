package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.release.RunState;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import java.util.Set;

/** Reads the conditions of a resource, as far as they were judged for the spec that it has now. */
final class Conditions {
    private Conditions() {}

    static Optional<Condition> current(Stagecraft resource, String type, String status) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status))
                .filter(condition -> condition.getObservedGeneration() == null
                        || condition.getObservedGeneration()
                                >= resource.getMetadata().getGeneration())
                .findFirst();
    }

    /** Whether status speaks of the spec that it has now. */
    static boolean seen(Stagecraft resource) {
        return resource.getStatus().observedGeneration()
                >= resource.getMetadata().getGeneration();
    }

    static boolean ready(Stagecraft resource) {
        return current(resource, "Ready", "True").isPresent();
    }

    /** Whether nothing goes on by itself. */
    static boolean rests(Stagecraft resource) {
        return ready(resource)
                || current(resource, "Stalled", "True").isPresent()
                || Set.of("RolledBack", "Drifted").contains(resource.getStatus().phase());
    }

    /** Why the spec is not accepted. */
    static Optional<String> rejection(Stagecraft resource) {
        return current(resource, "Accepted", "False").map(why -> why.getReason() + ": " + why.getMessage());
    }

    static boolean awaitsApproval(Stagecraft resource) {
        var plan = resource.getStatus().plan();
        return plan != null && plan.state().equals(RunState.AWAITING_APPROVAL.label());
    }
}
