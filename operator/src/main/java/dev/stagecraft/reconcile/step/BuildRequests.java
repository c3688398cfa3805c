package dev.stagecraft.reconcile.step;

import dev.stagecraft.api.v1alpha1.ProjectSpec;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Source;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What whoever builds is told of an image. */
public final class BuildRequests {
    private BuildRequests() {}

    /** @param release that asks first; its images and runs name it, and nothing that they are found by depends on it */
    public static BuildRequest of(Gathered gathered, Build build, Source source, String release) {
        return new BuildRequest(
                build.services().getFirst(),
                build.image(),
                build.recipe(),
                source.tree(),
                source.location(),
                build.platforms(),
                labels(gathered, source, release),
                build.secrets(),
                build.pushes(),
                login(gathered),
                gathered.spec().build().limit());
    }

    private static Secret login(Gathered gathered) {
        var registry = gathered.registry();
        return registry.byRegistry().isEmpty()
                ? Secret.of("")
                : registry.dockerConfig(registry.byRegistry().keySet());
    }

    /** By the keys of the OCI image specification, and the release that asked for it first. */
    private static SortedMap<String, String> labels(Gathered gathered, Source source, String release) {
        var spec = gathered.spec();
        var labels = new TreeMap<>(Map.of(
                "org.opencontainers.image.source", source.location().url(),
                "org.opencontainers.image.revision", source.tree().commit(),
                "org.opencontainers.image.version", spec.version(),
                "dev.stagecraft.release", release));
        Optional.ofNullable(spec.project())
                .map(ProjectSpec::name)
                .ifPresent(name -> labels.put("dev.stagecraft.project", name));
        return labels;
    }
}
