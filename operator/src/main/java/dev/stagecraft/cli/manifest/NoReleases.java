package dev.stagecraft.cli.manifest;

import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The releases of a resource that nobody has released yet. */
final class NoReleases implements ReleaseStore {
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
    public void record(ResourceRef resource, String releaseId, ReleaseSpec spec, Map<String, Secret> environment) {
        throw new UnsupportedOperationException("nothing is stored in files");
    }

    @Override
    public void complete(ResourceRef resource, String releaseId, ReleaseSpec spec) {
        throw new UnsupportedOperationException("nothing is stored in files");
    }

    @Override
    public void mirror(ResourceRef resource, Collection<ReleaseRecord> releases) {
        throw new UnsupportedOperationException("nothing is stored in files");
    }

    @Override
    public void prune(ResourceRef resource, Collection<String> keep) {
        throw new UnsupportedOperationException("nothing is stored in files");
    }

    @Override
    public String environmentName(ResourceRef resource, String releaseId) {
        return resource.name() + "-" + releaseId;
    }
}
