package dev.stagecraft.cluster;

import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs that a resource owns, each with at most one Secret of the same name, which the Job owns: whoever takes the Job away, also the
 * cluster when its time is up, takes pods and Secret with it. Throws what the API client throws.
 */
public interface Jobs {
    /**
     * Makes the Job and its Secret. The pod is let go only when the Secret is there; safe to repeat, also after a half of it, and
     * beside another process that does the same. A Job of that name that the resource does not own is left as it is. Where it fails
     * it leaves no Job that never runs, as far as the API server can be reached.
     *
     * @param job complete but for its owner; not suspended
     * @param inputs by key; none: no Secret
     * @throws JobInputsConflict when a Secret of that name belongs to somebody else
     */
    void start(ResourceRef resource, Job job, Map<String, Secret> inputs);

    /** The Job of that name, whoever made it, and what came of it. */
    Optional<Sighting> find(ResourceRef resource, String name);

    /** The last lines that a container has written, whole and oldest first; empty where nobody has them any more, or one is too long. */
    List<String> logTail(ResourceRef resource, String pod, String container);

    /** Deletes the Job, if there is one and the resource owns it, and all that it owns. */
    void delete(ResourceRef resource, String name);

    /** Deletes those Jobs of the resource that have the same value of the annotation as the kept one would, and another name. */
    void deleteOthers(ResourceRef resource, String annotation, Job kept);

    /**
     * A Job as it was seen.
     *
     * @param ours whether the resource owns it
     * @param owner name of the Stagecraft that owns it; empty where none does
     * @param pods its own, in no order
     * @param warnings why the cluster makes no pod for it, the latest last; none once it has made one
     */
    record Sighting(Job job, boolean ours, Optional<String> owner, List<Pod> pods, List<String> warnings) {
        public Sighting {
            pods = List.copyOf(pods);
            warnings = List.copyOf(warnings);
        }
    }
}
