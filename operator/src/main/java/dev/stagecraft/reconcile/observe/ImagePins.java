package dev.stagecraft.reconcile.observe;

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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the images of a release. Blocks while registries are asked; thread-safe. */
public final class ImagePins {
    private final ImageResolver resolver;

    public ImagePins(ImageResolver resolver) {
        this.resolver = resolver;
    }

    /** Pinned to the digests that registries know just now. */
    public Pins look(Gathered gathered) {
        return selected(
                gathered, images -> made(gathered, images, resolver, others -> pin(others, gathered.registry())));
    }

    /** By the names that they are asked for by. No registry is asked: what is made from the source counts as still to be made. */
    public static Pins byName(Gathered gathered) {
        return selected(
                gathered,
                images -> made(
                        gathered,
                        images,
                        (name, registry, platform) -> new ImageResolution.NotFound("nobody was asked"),
                        ImagePins::named));
    }

    private static Pins selected(Gathered gathered, Function<Map<String, ImageReference>, Pins> then) {
        return switch (Images.select(gathered.spec(), gathered.compose(), gathered.variables())) {
            case ImageSelection.Refused(var problems) ->
                new Pins.Refused(new Finding(
                        "ComposeInvalid",
                        "spec.compose: "
                                + problems.stream()
                                        .map(ComposeProblem::describe)
                                        .collect(Collectors.joining("; "))));
            case ImageSelection.Selected(var images) -> then.apply(images);
        };
    }

    /** Images that are made from the source are known by what goes in; only the others must be there already. */
    private static Pins made(
            Gathered gathered,
            Map<String, ImageReference> images,
            ImageResolver resolver,
            Function<SortedMap<String, ImageReference>, Pins> pin) {
        var found = new MadeImages(resolver, gathered).look();
        if (found.obstacle().isPresent()) {
            return found.obstacle().get();
        }
        var others = new TreeMap<>(images);
        found.targets().forEach(target -> others.keySet().removeAll(target.services()));
        return switch (pin.apply(others)) {
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

    private static Pins named(Map<String, ImageReference> images) {
        var named = new TreeMap<String, String>();
        images.forEach((service, image) -> named.put(service, image.toString()));
        return new Pins.Pinned(named, List.of());
    }

    private Pins pin(SortedMap<String, ImageReference> images, RegistryCredentials registry) {
        var pinned = new TreeMap<String, String>();
        for (var entry : images.entrySet()) {
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
