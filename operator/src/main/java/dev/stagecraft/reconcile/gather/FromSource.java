package dev.stagecraft.reconcile.gather;

import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a resource takes from its Git repository beside migrations.
 *
 * @param source the commit; empty where nothing is taken from it
 * @param builds the images that are made of it, sorted by their first service
 * @param ciSecrets of the CI system that builds, by their paths in its configuration
 */
public record FromSource(Optional<Source> source, List<Build> builds, SortedMap<String, Secret> ciSecrets) {
    /** Nothing is taken. */
    public static final FromSource NOTHING = new FromSource(Optional.empty(), List.of(), Collections.emptySortedMap());

    public FromSource {
        builds = List.copyOf(builds);
        ciSecrets = Collections.unmodifiableSortedMap(new TreeMap<>(ciSecrets));
    }

    /** All that builds are given and must not be shown. */
    List<Secret> secrets() {
        var secrets = new ArrayList<>(ciSecrets.values());
        source.flatMap(found -> found.location().credentials())
                .ifPresent(credentials -> secrets.add(SourceGather.secret(credentials)));
        builds.forEach(build -> secrets.addAll(build.secrets().values()));
        return secrets;
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
