package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.job.BuilderSetup.Daemon;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Dockerfile built by BuildKit: its client sends the source, which was fetched before. */
final class BuildkitPod {
    private static final String INPUTS = "/run/stagecraft";
    private static final String SCRATCH = "/tmp";

    /** Not in the image's own volume, which some runtimes mount without set-user-id. */
    private static final String DATA = "/var/lib/stagecraft-build";

    private final BuilderSetup setup;
    private final BuildLimits limits;

    BuildkitPod(BuilderSetup setup, BuildLimits limits) {
        this.setup = setup;
        this.limits = limits;
    }

    PodParts remote(String name, BuildRequest request, Recipe.Dockerfile recipe, Daemon.Remote daemon) {
        var inputs = new JobInputs("inputs", INPUTS);
        var words = new ArrayList<>(List.of("--addr", Literal.of(daemon.address())));
        if (!daemon.tls().isEmpty()) {
            new TreeMap<>(daemon.tls()).forEach((file, value) -> inputs.add("tls-" + file, "tls/" + file, value));
            words.addAll(List.of("--tlsdir", INPUTS + "/tls"));
        }
        var container = container(request, recipe, inputs, words)
                .withCommand("buildctl")
                // Where it has no login it makes ~/.docker, and gives up when it cannot.
                .addToEnv(PodParts.variable("HOME", SCRATCH))
                .withResources(BuildLimits.ofClient())
                .withSecurityContext(PodSecurity.restricted());
        container.addToVolumeMounts(SourceFetch.work(), PodParts.mount("scratch", SCRATCH));
        return parts(name, request, inputs, container, List.of("work", "scratch"));
    }

    PodParts inPod(String name, BuildRequest request, Recipe.Dockerfile recipe, Daemon.InPod daemon) {
        var inputs = new JobInputs("inputs", INPUTS);
        var container = container(request, recipe, inputs, new ArrayList<>())
                .withCommand("buildctl-daemonless.sh")
                .addToEnv(
                        PodParts.variable("BUILDKITD_FLAGS", "--oci-worker-no-process-sandbox"),
                        PodParts.variable("XDG_DATA_HOME", DATA))
                .withResources(limits.requirements())
                .withSecurityContext(PodSecurity.rootless(daemon));
        container.addToVolumeMounts(SourceFetch.work(), PodParts.mount("buildkit", DATA));
        return parts(name, request, inputs, container, List.of("work", "scratch", "buildkit"));
    }

    private ContainerBuilder container(
            BuildRequest request, Recipe.Dockerfile recipe, JobInputs inputs, List<String> words) {
        var command = new BuildctlCommand(
                request, recipe, BuildctlCommand.insecure(request.image(), setup.insecureRegistries()), inputs);
        words.addAll(command.arguments());
        var environment = command.environment();
        PodParts.login(request.login(), inputs, environment);
        return new ContainerBuilder()
                .withName(PodParts.BUILD)
                .withImage(setup.image())
                .withArgs(words)
                .withEnv(PodParts.variables(environment))
                .withTerminationMessagePolicy("FallbackToLogsOnError");
    }

    private PodParts parts(
            String name, BuildRequest request, JobInputs inputs, ContainerBuilder container, List<String> scratch) {
        var fetch = new SourceFetch(setup.image(), request.location(), BuildLimits.ofClient());
        inputs.mounts().forEach(container::addToVolumeMounts);
        var volumes = Stream.of(
                        scratch.stream().map(PodParts::scratch),
                        fetch.volumes(name).stream(),
                        inputs.volumes(name).stream())
                .flatMap(part -> part)
                .toList();
        var values = new TreeMap<>(fetch.values());
        values.putAll(inputs.values());
        return new PodParts(List.of(fetch.container()), container.build(), volumes, values);
    }
}
