package dev.stagecraft.cluster;

import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.Map;

/** The release objects of a resource and their environment bundles. */
public interface ReleaseStore extends ReleaseReader {
    /** Writes the release object and its bundle unless they are there already. Safe to repeat. */
    void record(ResourceRef resource, String releaseId, ReleaseSpec spec, Map<String, Secret> environment);

    /**
     * Replaces the spec of a release object whose images were still to be built; one that is complete stays as it is. Safe to
     * repeat.
     */
    void complete(ResourceRef resource, String releaseId, ReleaseSpec spec);

    /** Brings the status of the release objects to those records; writes only what differs, and never over an end. */
    void mirror(ResourceRef resource, Collection<ReleaseRecord> releases);

    /** Deletes release objects that are not among those ids; their bundles go with them. */
    void prune(ResourceRef resource, Collection<String> keep);
}
