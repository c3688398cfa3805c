package dev.stagecraft.reconcile.gather;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;

/**
 * An image that is made from the source.
 *
 * @param services run it, sorted
 * @param repository registry and path
 * @param buildTag follows from what goes in
 * @param tag under which the release's image is found
 * @param platforms it is made for
 * @param secrets that the build may read, by the ids of the recipe
 * @param pushes secrets that are brought elsewhere before it
 */
public record Build(
        List<String> services,
        String repository,
        String buildTag,
        String tag,
        Recipe recipe,
        List<String> platforms,
        Map<String, Secret> secrets,
        List<SecretPush> pushes) {
    public Build {
        services = List.copyOf(services);
        platforms = List.copyOf(platforms);
        secrets = Map.copyOf(secrets);
        pushes = List.copyOf(pushes);
    }

    /** The same for other services. */
    Build of(List<String> others) {
        return new Build(
                others.stream().sorted().toList(), repository, buildTag, tag, recipe, platforms, secrets, pushes);
    }

    /** The same where another build brings the secrets. */
    Build withoutPushes() {
        return new Build(services, repository, buildTag, tag, recipe, platforms, secrets, List.of());
    }

    /** What it is pushed as when it is built. */
    public String image() {
        return repository + ":" + buildTag;
    }

    /** What people find it as. */
    public String released() {
        return repository + ":" + tag;
    }
}
