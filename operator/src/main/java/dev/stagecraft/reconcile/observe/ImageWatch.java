package dev.stagecraft.reconcile.observe;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.compose.ComposeProblem;
import dev.stagecraft.compose.ImageReference;
import dev.stagecraft.compose.ImageSelection;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Images;
import dev.stagecraft.release.Builds;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Pins the images of a release to digests before anything is planned with them. */
public final class ImageWatch {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    /** With the logins, so that new ones are used at once. */
    private record Key(String uid, String specHash, String inputsHash, RegistryCredentials registry) {}

    private final Lookups<Key, Pins> lookups;
    private final ImageResolver resolver;

    /** Asks registries through the resolver, on the threads. */
    public ImageWatch(ImageResolver resolver, ExecutorService threads, Clock clock, Consumer<ResourceRef> wake) {
        this.resolver = resolver;
        lookups = new Lookups<>(threads, clock, wake);
    }

    /** The pinned images, resolved at most that long ago; empty while registries are asked. */
    public Optional<Pins> look(Gathered gathered, Duration maxAge) {
        var asked = new Key(gathered.resource().uid(), gathered.specHash(), gathered.inputsHash(), gathered.registry());
        lookups.forgetAll(key -> key.uid().equals(asked.uid()) && !key.equals(asked));
        return lookups.get(
                asked,
                gathered.resource(),
                new Lookups.Terms<>(pins -> keep(pins, maxAge), false),
                () -> resolve(gathered));
    }

    /** Forgets every image of a resource that is gone. */
    public void forget(String uid) {
        lookups.forgetAll(key -> key.uid().equals(uid));
    }

    private static Duration keep(Pins pins, Duration maxAge) {
        return switch (pins) {
            case Pins.Pinned pinned -> maxAge;
            case Pins.Refused refused -> AFTER_REFUSAL;
            case Pins.Trouble trouble -> AFTER_TROUBLE;
        };
    }

    private Pins resolve(Gathered gathered) {
        return switch (Images.select(gathered.spec(), gathered.compose(), gathered.variables())) {
            case ImageSelection.Refused(var problems) ->
                new Pins.Refused(new Finding(
                        "ComposeInvalid",
                        "spec.compose: "
                                + problems.stream()
                                        .map(ComposeProblem::describe)
                                        .collect(Collectors.joining("; "))));
            case ImageSelection.Selected(var images) -> made(gathered, images);
        };
    }

    /** Images that are made from the source are known by what goes in; only the others must be there already. */
    private Pins made(Gathered gathered, Map<String, ImageReference> images) {
        var found = new MadeImages(resolver, gathered).look();
        if (found.obstacle().isPresent()) {
            return found.obstacle().get();
        }
        var others = new TreeMap<>(images);
        found.targets().forEach(target -> others.keySet().removeAll(target.services()));
        return switch (pin(others, gathered.registry())) {
            case Pins.Pinned(var pinned, var none) -> {
                var all = new TreeMap<>(pinned);
                found.targets()
                        .forEach(target -> target.services()
                                .forEach(service -> all.put(
                                        service,
                                        target.digest()
                                                .map(digest -> Builds.pinned(target.image(), digest))
                                                .orElse(target.image()))));
                yield new Pins.Pinned(all, found.targets());
            }
            case Pins.Refused refused -> refused;
            case Pins.Trouble trouble -> trouble;
        };
    }

    private Pins pin(Map<String, ImageReference> images, RegistryCredentials registry) {
        var pinned = new TreeMap<String, String>();
        for (var entry : new TreeMap<>(images).entrySet()) {
            var image = entry.getValue();
            var path = "spec.compose: services." + entry.getKey() + ".image: ";
            var name = new ImageName(image.registry(), image.path(), image.tag(), image.digest());
            switch (resolver.resolve(name, registry)) {
                case ImageResolution.Resolved(var digest, var type) ->
                    pinned.put(entry.getKey(), image.repository() + "@" + digest);
                case ImageResolution.NotFound(var message) -> {
                    return new Pins.Refused(new Finding("ImageNotFound", path + message));
                }
                case ImageResolution.Unauthorized(var message) -> {
                    return new Pins.Refused(new Finding("ImageUnauthorized", path + message));
                }
                case ImageResolution.WrongPlatform(var message) -> {
                    return new Pins.Refused(new Finding("ImagePlatformMissing", path + message));
                }
                case ImageResolution.Unreachable(var message, var retryable) -> {
                    var finding = new Finding("RegistryUnreachable", path + message);
                    return retryable ? new Pins.Trouble(finding) : new Pins.Refused(finding);
                }
            }
        }
        return new Pins.Pinned(pinned, List.of());
    }
}
