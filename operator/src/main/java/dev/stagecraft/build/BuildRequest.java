package dev.stagecraft.build;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One image that is to be in its registry when the build is done.
 *
 * @param service the first service that runs it, for names and messages
 * @param image repository and tag to push it under; the tag follows from what goes in
 * @param tree the source at the commit that is built
 * @param location the same commit for builders that fetch it themselves: the ref is its full id
 * @param platforms as in {@code linux/amd64}; at least one
 * @param labels put on the image
 * @param secrets by the ids that the recipe names
 * @param pushes secrets that are brought elsewhere before anything is built, one after the other
 * @param login the registry's credentials as Docker's config.json; empty where it needs none
 * @param timeout for the whole build
 */
public record BuildRequest(
        String service,
        String image,
        Recipe recipe,
        SourceTree tree,
        GitLocation location,
        List<String> platforms,
        SortedMap<String, String> labels,
        Map<String, Secret> secrets,
        List<SecretPush> pushes,
        Secret login,
        Duration timeout) {
    public BuildRequest {
        requireNonNull(service, "service");
        platforms = List.copyOf(platforms);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        secrets = Map.copyOf(secrets);
        pushes = List.copyOf(pushes);
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("A build needs a platform.");
        }
    }

    /** Without secrets that are brought elsewhere. */
    public BuildRequest(
            String service,
            String image,
            Recipe recipe,
            SourceTree tree,
            GitLocation location,
            List<String> platforms,
            SortedMap<String, String> labels,
            Map<String, Secret> secrets,
            Secret login,
            Duration timeout) {
        this(service, image, recipe, tree, location, platforms, labels, secrets, List.of(), login, timeout);
    }
}
