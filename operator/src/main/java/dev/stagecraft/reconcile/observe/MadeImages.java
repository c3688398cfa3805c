package dev.stagecraft.reconcile.observe;

import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.status.Assessment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks registries which of the images that are made from the source exist already. */
final class MadeImages {
    private static final int SHORT = 12;

    private final ImageResolver resolver;
    private final Gathered gathered;

    MadeImages(ImageResolver resolver, Gathered gathered) {
        this.resolver = resolver;
        this.gathered = gathered;
    }

    /**
     * What came of it.
     *
     * @param obstacle why nothing can be said
     */
    record Found(List<BuildTarget> targets, Optional<Pins> obstacle) {}

    Found look() {
        var targets = new ArrayList<BuildTarget>();
        for (var build : gathered.fromSource().builds()) {
            var image = ask(build.image());
            if (image.obstacle().isPresent()) {
                return new Found(List.of(), obstacle(build, image));
            }
            var tag = image.digest().isPresent() ? ask(build.released()) : image;
            if (tag.obstacle().isPresent()) {
                return new Found(List.of(), obstacle(build, tag));
            }
            targets.add(target(
                    build,
                    image.digest(),
                    image.digest().isPresent() && image.digest().equals(tag.digest())));
        }
        return new Found(targets, Optional.empty());
    }

    private BuildTarget target(Build build, Optional<String> digest, boolean tagged) {
        var spec = gathered.spec();
        return new BuildTarget(
                build.services(),
                build.image(),
                build.released(),
                digest,
                tagged,
                spec.build().executor().equals(BuildSpec.HOST)
                        ? gathered.hosts().stream()
                                .filter(host -> host.role().equals(spec.build().role()))
                                .map(HostTarget::name)
                                .toList()
                        : List.of(),
                spec.build().executor(),
                "from commit " + commit());
    }

    private String commit() {
        var commit = gathered.fromSource()
                .source()
                .map(source -> source.tree().commit())
                .orElse("");
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    private record Asked(Optional<String> digest, Optional<Obstacle> obstacle) {}

    private record Obstacle(String reason, String message, boolean passing) {}

    private Asked ask(String image) {
        return switch (resolver.resolve(ImageName.parse(image), gathered.registry())) {
            case ImageResolution.Resolved(var digest, var type) -> new Asked(Optional.of(digest), Optional.empty());
            case ImageResolution.NotFound(var message) -> new Asked(Optional.empty(), Optional.empty());
            case ImageResolution.WrongPlatform(var message) -> new Asked(Optional.empty(), Optional.empty());
            // Many registries do not tell a repository that is not there yet from one that may not be seen; the push
            // will.
            case ImageResolution.Unauthorized(var message)
            when hasLogin(image) -> new Asked(Optional.empty(), Optional.empty());
            case ImageResolution.Unauthorized(var message) ->
                new Asked(Optional.empty(), Optional.of(new Obstacle("ImageUnauthorized", message, false)));
            case ImageResolution.Unreachable(var message, var retryable) ->
                new Asked(Optional.empty(), Optional.of(new Obstacle("RegistryUnreachable", message, retryable)));
        };
    }

    private boolean hasLogin(String image) {
        return gathered.registry().coverAny(Set.of(ImageName.parse(image).registry()));
    }

    private static Optional<Pins> obstacle(Build build, Asked asked) {
        return asked.obstacle().map(why -> {
            var finding = new Finding(
                    why.reason(), "spec.compose: services." + build.services().getFirst() + ".image: " + why.message());
            return why.passing() ? new Pins.Trouble(finding) : new Pins.Refused(finding);
        });
    }
}
