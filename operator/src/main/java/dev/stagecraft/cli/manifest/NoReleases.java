package dev.stagecraft.cli.manifest;

import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cluster.ReleaseReader;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The releases of a resource that nobody has released yet. */
final class NoReleases implements ReleaseReader {
    @Override
    public List<StagecraftRelease> list(ResourceRef resource) {
        return List.of();
    }

    @Override
    public Optional<StagecraftRelease> find(ResourceRef resource, String releaseId) {
        return Optional.empty();
    }

    @Override
    public Optional<Map<String, Secret>> environment(ResourceRef resource, StagecraftRelease release) {
        return Optional.empty();
    }

    @Override
    public String environmentName(ResourceRef resource, String releaseId) {
        return resource.name() + "-" + releaseId;
    }
}
