package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.release.State;
import java.util.List;
import java.util.Optional;

/**
 * One look at a resource: what is remembered of it and what was found this time.
 *
 * @param name namespace/name, for the commands that messages suggest
 * @param rejection why the spec is not accepted; not retried until it changes
 * @param trouble why nothing can be decided just now (a registry that does not answer, a rate limit); looked at again soon
 * @param staleApproval an approval that names another plan than the one that waits
 * @param settled whether what was observed is what is desired
 * @param desiredHosts how many hosts the spec declares
 * @param drift what differs on hosts although nobody asked for it
 */
public record Assessment(
        ResourceName name,
        long generation,
        State state,
        boolean deleting,
        boolean suspended,
        Optional<Finding> rejection,
        Optional<Finding> trouble,
        Optional<String> staleApproval,
        boolean settled,
        int desiredHosts,
        List<DriftItem> drift) {

    public Assessment {
        drift = List.copyOf(drift);
    }

    /**
     * Where a resource is found.
     */
    public record ResourceName(String namespace, String name) {
        /** The command that sets an annotation on it. */
        public String annotate(String annotation, String value) {
            return "kubectl annotate stc " + name + " -n " + namespace + " --overwrite stagecraft.dev/" + annotation
                    + "=" + value;
        }
    }

    /** A condition reason and a sentence. */
    public record Finding(String reason, String message) {}
}
