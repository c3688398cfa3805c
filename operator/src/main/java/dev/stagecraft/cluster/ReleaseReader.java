package dev.stagecraft.cluster;

import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The release objects of a resource and their environment bundles, for who only looks. */
public interface ReleaseReader {
    /** Every release object of the resource, in no order. */
    List<StagecraftRelease> list(ResourceRef resource);

    /** The release object of that id. */
    Optional<StagecraftRelease> find(ResourceRef resource, String releaseId);

    /** The environment that the release was given; empty when its bundle is gone. */
    Optional<Map<String, Secret>> environment(ResourceRef resource, StagecraftRelease release);

    /** The name of the bundle's Secret. */
    String environmentName(ResourceRef resource, String releaseId);
}
