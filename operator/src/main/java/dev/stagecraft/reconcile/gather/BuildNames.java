package dev.stagecraft.reconcile.gather;

import dev.stagecraft.build.BuildKey;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.compose.ImageReference;
import dev.stagecraft.compose.ImageSelection;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names images by what goes into them.
 *
 * @param images of all services
 * @param fingerprintKey for the secrets that builds read
 */
record BuildNames(ImageSelection images, SourceTree tree, List<String> platforms, Secret fingerprintKey) {

    /** How a service is built, with the values of the secrets that the build may read or brings elsewhere. */
    record Recipes(Recipe recipe, Map<String, Secret> secrets, List<SecretPush> pushes) {}

    /** Services with the same recipe and the same image share the build. */
    List<Build> of(SortedMap<String, Recipes> recipes) {
        var builds = new TreeMap<String, Build>();
        recipes.forEach((service, wanted) -> {
            var build = build(service, wanted);
            builds.merge(build.image() + " " + build.tag(), build, BuildNames::shared);
        });
        var byTag = new TreeMap<String, Build>();
        for (var build : builds.values()) {
            var other = byTag.putIfAbsent(build.released(), build);
            if (other != null) {
                throw Rejected.at(
                        "ComposeInvalid",
                        "spec.compose",
                        "services " + other.services().getFirst() + " and "
                                + build.services().getFirst() + " are built differently under one image name, "
                                + build.released() + "; give each an image of its own");
            }
        }
        return broughtOnce(byTag.values().stream()
                .map(build -> withOthers(build, recipes.keySet()))
                .sorted(Comparator.comparing(build -> build.services().getFirst()))
                .toList());
    }

    /** Of the images of one application the first brings its secrets; the names of all change with them. */
    private static List<Build> broughtOnce(List<Build> builds) {
        var seen = new HashSet<List<SecretPush>>();
        return builds.stream()
                .map(build -> seen.add(build.pushes()) ? build : build.withoutPushes())
                .toList();
    }

    /** Services that nobody claims run the image too where they name it: Compose users build it in one service, and use it in many. */
    private Build withOthers(Build build, Set<String> claimed) {
        var services = new ArrayList<>(build.services());
        selected().forEach((service, image) -> {
            if (!claimed.contains(service)
                    && image.digest().isEmpty()
                    && build.released().equals(image.repository() + ":" + tag(image))) {
                services.add(service);
            }
        });
        return build.of(services);
    }

    private Build build(String service, Recipes wanted) {
        var image = image(service);
        var prints = new TreeMap<>(wanted.secrets());
        wanted.pushes().forEach(push -> prints.put("push " + String.join(" ", push.command()), push.value()));
        var fingerprint = prints.isEmpty()
                ? new TreeMap<String, String>()
                : new TreeMap<>(Map.of("values", new Environment(prints, prints.keySet()).fingerprint(fingerprintKey)));
        return new Build(
                List.of(service),
                image.repository(),
                BuildKey.tag(wanted.recipe(), tree, platforms, fingerprint),
                tag(image),
                wanted.recipe(),
                platforms,
                wanted.secrets(),
                wanted.pushes());
    }

    private Map<String, ImageReference> selected() {
        return switch (images) {
            case ImageSelection.Selected(var selected) -> selected;
            case ImageSelection.Refused(var problems) -> throw ComposeGather.refused(problems, "spec.compose");
        };
    }

    private static String tag(ImageReference image) {
        return image.tag().orElse("latest");
    }

    private ImageReference image(String service) {
        var image = selected().get(service);
        if (image == null || image.digest().isPresent()) {
            throw Rejected.at(
                    "ComposeInvalid",
                    "spec.compose",
                    "services." + service + ".image names a digest, so nothing can be built under it; name a repository"
                            + " without one, or do not claim the service");
        }
        return image;
    }

    private static Build shared(Build one, Build other) {
        var services = new ArrayList<>(one.services());
        services.addAll(other.services());
        return one.of(services);
    }
}
