package dev.stagecraft.provider.ci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.provider.Provider;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;

/**
 * A CI system that a resource names under {@code spec.build.executor}. {@code config} is always the content of
 * {@code spec.build.providers.<id>}, a missing node where the resource has none; paths are relative to it. All methods are safe for any
 * thread, and only what {@link #executor} returns does I/O.
 */
public interface CiProvider extends Provider {
    /** Every fault of {@code config}, unknown keys included; empty if it can be used. */
    List<Violation> check(JsonNode config);

    /** What must be resolved before {@link #executor}; empty where {@code config} is faulty. */
    List<SecretReference> secrets(JsonNode config);

    /** The file that the repository needs. Asked only with a configuration that {@link #check} has nothing against. */
    WorkflowFile workflow(WorkflowRequest request);

    /**
     * Who builds by this configuration; cheap, so made anew whenever it is needed. What must be remembered between two questions is the
     * provider's.
     *
     * @param secretsByPath the value of each of {@link #secrets} by its path
     * @throws IllegalArgumentException if {@link #check} would have found a fault, or a secret is not there
     */
    BuildExecutor executor(JsonNode config, Map<String, Secret> secretsByPath);
}
