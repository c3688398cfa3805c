package dev.stagecraft.provider.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Provider;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;

/**
 * A cloud that machines come from. {@code config} is always the content of {@code spec.cloud.providers.<id>}; paths are
 * relative to it. All methods are safe for any thread.
 */
public interface CloudProvider extends Provider {
    /** Every fault of {@code config} for these hosts, unknown keys included; empty if it can be used. Does no I/O. */
    List<Violation> check(JsonNode config, List<MachineRequest> hosts);

    /** What {@code config} gives to every host that does not say otherwise; nothing where it is faulty. Does no I/O. */
    MachineDefaults defaults(JsonNode config);

    /** What must be resolved before {@link #driver}; empty members where {@code config} is faulty. Does no I/O. */
    List<SecretReference> secrets(JsonNode config);

    /**
     * A driver for this configuration; cheap, so made anew whenever the configuration or a secret changed.
     *
     * @param secretsByPath the value of each of {@link #secrets} by its path
     * @throws IllegalArgumentException if {@link #check} would have found a fault, or a secret is not there
     */
    CloudDriver driver(JsonNode config, Map<String, Secret> secretsByPath);

    /** False if machines are only ever used: nothing is created, resized or deleted. */
    boolean ownsMachines();
}
