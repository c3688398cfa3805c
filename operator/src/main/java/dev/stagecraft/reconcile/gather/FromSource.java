package dev.stagecraft.reconcile.gather;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a resource takes from its Git repository beside migrations.
 *
 * @param source the commit; empty where nothing is taken from it
 * @param builds the images that are made of it, sorted by their first service
 */
public record FromSource(Optional<Source> source, List<Build> builds) {
    /** Nothing is taken. */
    public static final FromSource NOTHING = new FromSource(Optional.empty(), List.of());

    public FromSource {
        builds = List.copyOf(builds);
    }

    /**
     * The images by what tells one content from another, whether it is built already or not: for those that are made from the source
     * the name that follows from what goes in.
     */
    public Map<String, String> named(Map<String, String> images) {
        var named = new TreeMap<>(images);
        builds.forEach(build -> build.services().forEach(service -> named.replace(service, build.image())));
        return named;
    }

    /** The image that is pushed under that name, if the spec still asks for it. */
    public Optional<Build> build(String image) {
        return builds.stream().filter(build -> build.image().equals(image)).findFirst();
    }
}
