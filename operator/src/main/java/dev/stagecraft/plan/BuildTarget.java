package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;

/**
 * An image that a release needs and that is made from the source.
 *
 * @param services run it, at least one, sorted
 * @param image repository and tag that follow from what goes in: the same content has the same name
 * @param tag repository and tag under which people find the release's image
 * @param digest of the image, where it exists already
 * @param tagged whether the tag names that digest already
 * @param builders names of the hosts one of which builds; empty where no host does
 * @param executor who builds
 * @param why words for people that say what it is built from
 */
public record BuildTarget(
        List<String> services,
        String image,
        String tag,
        Optional<String> digest,
        boolean tagged,
        List<String> builders,
        String executor,
        String why) {
    public BuildTarget {
        services = List.copyOf(services);
        builders = List.copyOf(builders);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("an image that no service runs is not built");
        }
        if (tagged && digest.isEmpty()) {
            throw new IllegalArgumentException("a tag cannot name an image that does not exist");
        }
    }

    /** What its steps are called after. */
    String name() {
        return services.getFirst();
    }
}
