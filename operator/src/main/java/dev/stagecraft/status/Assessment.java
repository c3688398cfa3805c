package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.release.State;
import java.util.List;
import java.util.Map;
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
 * @param drift what differed on hosts, though nobody asked for it, when they were looked at last; empty when they never were
 * @param wanted what the spec asks for; empty when that is not known because something it refers to is missing
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
        Optional<List<DriftItem>> drift,
        Optional<Wanted> wanted) {

    public Assessment {
        drift = drift.map(List::copyOf);
    }

    /** For a command that may be run again: an annotation that is the same again asks for nothing. */
    public static final String NEW_TOKEN = "$(date +%s)";

    /** What differed, as far as that was ever looked at. */
    List<DriftItem> differences() {
        return drift.orElse(List.of());
    }

    /**
     * What the spec asks for.
     *
     * @param specHash the fingerprint of the spec and of all it refers to
     * @param inputsHash the fingerprint of what a release of it would serve
     * @param roles service to role
     */
    public record Wanted(String specHash, String inputsHash, Map<String, String> roles) {
        public Wanted {
            roles = Map.copyOf(roles);
        }
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
