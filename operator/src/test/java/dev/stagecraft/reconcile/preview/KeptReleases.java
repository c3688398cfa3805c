package dev.stagecraft.reconcile.preview;

import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cluster.ReleaseReader;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Release objects that are given as YAML. */
final class KeptReleases implements ReleaseReader {
    private final Map<String, StagecraftRelease> releases = new TreeMap<>();

    /** A release of one service on hosts of the role app. */
    KeptReleases with(String id) {
        releases.put(id, Serialization.unmarshal("""
                        apiVersion: stagecraft.dev/v1alpha1
                        kind: StagecraftRelease
                        metadata: {name: shop-%s, namespace: shop}
                        spec:
                          stagecraft: shop
                          revision: 1
                          type: Deploy
                          version: v1
                          inputs:
                            roles: [app]
                            composeByRole:
                              app: "services: {web: {image: registry.example.com/acme/web@sha256:11}}"
                            images: {web: "registry.example.com/acme/web@sha256:11"}
                        """.formatted(id), StagecraftRelease.class));
        return this;
    }

    @Override
    public List<StagecraftRelease> list(ResourceRef resource) {
        return List.copyOf(releases.values());
    }

    @Override
    public Optional<StagecraftRelease> find(ResourceRef resource, String releaseId) {
        return Optional.ofNullable(releases.get(releaseId));
    }

    @Override
    public Optional<Map<String, Secret>> environment(ResourceRef resource, StagecraftRelease release) {
        return Optional.of(Map.of());
    }

    @Override
    public String environmentName(ResourceRef resource, String releaseId) {
        return resource.name() + "-" + releaseId;
    }
}
