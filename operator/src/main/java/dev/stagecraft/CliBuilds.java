package dev.stagecraft;

import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.SourceBuilds;
import dev.stagecraft.cluster.fabric8.FabricIdentityStore;
import dev.stagecraft.cluster.fabric8.FabricJobs;
import dev.stagecraft.cluster.fabric8.FabricReferences;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.GatherResult;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Providers;
import dev.stagecraft.reconcile.gather.Source;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.reconcile.observe.SourceWatch;
import dev.stagecraft.reconcile.step.BuildRequests;
import dev.stagecraft.reconcile.step.BuilderMissing;
import dev.stagecraft.release.State;
import dev.stagecraft.source.GitTrees;
import dev.stagecraft.status.StateReading;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds of the command line: what a release gathers and asks of an executor, without a release. For one thread. */
final class CliBuilds implements SourceBuilds, AutoCloseable {
    private final Gatherer gatherer;
    private final Builders builders;
    private final ImageResolver images;
    private final String asking;
    private @Nullable Looked looked;

    /** What the images follow from. */
    private record Looked(Gathered gathered, Source source, State state) {}

    /** Over ports that read what the operator keeps and change nothing. */
    static CliBuilds with(
            KubernetesClient client, HostConnector hosts, Providers providers, ImageResolver images, GitTrees trees) {
        var references = new FabricReferences(client);
        var gatherer = new Gatherer(
                references,
                new ReadOnlyIdentities(references, new FabricIdentityStore(client)),
                () -> {
                    throw new IllegalStateException("No key is made from here.");
                },
                providers,
                (resource, location, occasion) -> SourceWatch.read(trees, location),
                new LiveSecrets());
        var builders = new Builders(hosts, providers.ci(), new FabricJobs(client), () -> {
            throw new IllegalStateException("No Job is made from here.");
        });
        return new CliBuilds(gatherer, builders, images, "cli-" + UUID.randomUUID());
    }

    /** @param asking stands where a release's id would, another one in each process: a run that failed for it is not looked for again */
    CliBuilds(Gatherer gatherer, Builders builders, ImageResolver images, String asking) {
        this.gatherer = gatherer;
        this.builders = builders;
        this.images = images;
        this.asking = asking;
    }

    @Override
    public Project look(Stagecraft resource, boolean anew) {
        var name = resource.getMetadata().getName();
        var executor = resource.getSpec().build().executor();
        if (executor.equals(BuildSpec.JOB)) {
            throw CommandFailure.of("spec.build.executor of " + name + " is job: these builds run in the cluster with"
                    + " settings that only the operator has, as a part of a release; stagecraft deploy makes one.");
        }
        var state = StateReading.read(resource.getStatus());
        var known = anew ? Sources.Known.NOTHING : new Sources.Known(state.source(), "");
        var gathered = gathered(gatherer.gather(resource, known));
        var source = gathered.fromSource().source();
        var builds = gathered.fromSource().builds();
        if (source.isEmpty() || builds.isEmpty()) {
            throw CommandFailure.of("Nothing is built for " + name
                    + ": say in spec.source.git what it is built of, and in spec.backend or spec.frontend how.");
        }
        looked = new Looked(gathered, source.get(), state);
        return new Project(
                executor,
                source.get().tree().commit(),
                builds.stream()
                        .map(build -> new Image(build.services(), build.image()))
                        .toList());
    }

    private static Gathered gathered(GatherResult result) {
        return switch (result) {
            case GatherResult.Complete(var gathered) -> gathered;
            case GatherResult.Refused(var why) -> throw CommandFailure.of(why.message() + " (" + why.reason() + ")");
            case GatherResult.Troubled(var why) -> throw CommandFailure.of(why.message() + " (" + why.reason() + ")");
            case GatherResult.SourceAway(var why, var passing) ->
                throw CommandFailure.of(why.message() + " (" + why.reason() + ")");
            case GatherResult.Pending() -> throw new IllegalStateException("Everything is read at once here.");
        };
    }

    @Override
    public Optional<String> digest(Image image) {
        var gathered = known().gathered();
        var name = ImageName.parse(image.name());
        return switch (images.resolve(name, gathered.registry())) {
            case ImageResolution.Resolved(var digest, var type) -> Optional.of(digest);
            case ImageResolution.NotFound(var message) -> Optional.empty();
            case ImageResolution.WrongPlatform(var message) -> Optional.empty();
            case ImageResolution.Unauthorized(var message) -> {
                // Many registries do not tell a repository that is not there yet from one that may not be seen.
                if (gathered.registry().coverAny(Set.of(name.registry()))) {
                    yield Optional.empty();
                }
                throw CommandFailure.of(message);
            }
            case ImageResolution.Unreachable(var message, var retryable) -> throw CommandFailure.of(message);
        };
    }

    @Override
    public BuildOutcome advance(Image image) {
        var now = known();
        var build = build(now, image);
        try {
            var executor = builders.of(now.gathered().spec().build().executor(), now.gathered(), now.state());
            var request = BuildRequests.of(now.gathered(), build, now.source(), asking);
            return clean(executor.advance(request), now.gathered());
        } catch (BuilderMissing nobody) {
            throw CommandFailure.of(
                    "Nobody can build it: " + now.gathered().sanitizer().clean(String.valueOf(nobody.getMessage()))
                            + ". Bring the builders up with stagecraft infra up, or change spec.build.");
        }
    }

    private static BuildOutcome clean(BuildOutcome outcome, Gathered gathered) {
        var sanitizer = gathered.sanitizer();
        return switch (outcome) {
            case BuildOutcome.Built built -> built;
            case BuildOutcome.Building(var again, var why, var begun) ->
                new BuildOutcome.Building(again, sanitizer.clean(why), begun);
            case BuildOutcome.Failed(var reason, var message, var passing) ->
                new BuildOutcome.Failed(reason, sanitizer.clean(message), passing);
        };
    }

    private static Build build(Looked now, Image image) {
        return now.gathered()
                .fromSource()
                .build(image.name())
                .orElseThrow(() -> new IllegalArgumentException("not of the last look: " + image));
    }

    private Looked known() {
        if (looked == null) {
            throw new IllegalStateException("look first");
        }
        return looked;
    }

    /** Leaves builds alone that run elsewhere. */
    @Override
    public void close() {
        builders.close();
    }
}
