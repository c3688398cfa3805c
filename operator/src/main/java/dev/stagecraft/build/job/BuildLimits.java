package dev.stagecraft.build.job;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a build may use, as Kubernetes writes quantities; empty: what the namespace allows. */
public record BuildLimits(Optional<String> cpu, Optional<String> memory) {
    /** Git, and a client that only sends files; what a build in a remote daemon uses is the daemon's to limit. */
    private static final Map<String, Quantity> CLIENT_REQUESTS =
            Map.of("cpu", new Quantity("50m"), "memory", new Quantity("64Mi"));

    /** Both: a quota of the namespace on limits takes no pod without. */
    private static final Map<String, Quantity> CLIENT_LIMITS =
            Map.of("cpu", new Quantity("1"), "memory", new Quantity("1Gi"));

    static ResourceRequirements ofClient() {
        return new ResourceRequirementsBuilder()
                .withRequests(new TreeMap<>(CLIENT_REQUESTS))
                .withLimits(new TreeMap<>(CLIENT_LIMITS))
                .build();
    }

    /** Requests equal limits, so that a build is not the first to go when its node runs short. */
    ResourceRequirements requirements() {
        var quantities = new TreeMap<String, Quantity>();
        cpu.ifPresent(quantity -> quantities.put("cpu", new Quantity(quantity)));
        memory.ifPresent(quantity -> quantities.put("memory", new Quantity(quantity)));
        return new ResourceRequirementsBuilder()
                .withRequests(quantities)
                .withLimits(quantities)
                .build();
    }
}
