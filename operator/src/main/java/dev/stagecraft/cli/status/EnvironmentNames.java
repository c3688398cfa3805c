package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.ReleaseEnv;
import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.cluster.ReleaseReader;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the environments of two releases by names. Values are looked at only where their fingerprints differ, by who may read
 * the Secrets, and leave this class as names.
 */
record EnvironmentNames(ReleaseReader store, ResourceRef resource) {

    Changes.Names between(ReleaseView from, ReleaseView to) {
        var before = env(Comparing.inputs(from));
        var after = env(Comparing.inputs(to));
        var old = keys(before);
        var now = keys(after);
        if (fingerprint(before).equals(fingerprint(after)) && old.equals(now)) {
            return Changes.Names.NONE;
        }
        var kept = new TreeSet<>(old);
        kept.retainAll(now);
        var values = values(from);
        var others = values.isPresent() ? values(to) : values;
        boolean unread = others.isEmpty() && !kept.isEmpty();
        var changed = unread ? List.<String>of() : changed(kept, values, others);
        return new Changes.Names(without(now, old), without(old, now), changed, unread);
    }

    private static @Nullable ReleaseEnv env(ReleaseInputs inputs) {
        return inputs.env();
    }

    private static Set<String> keys(@Nullable ReleaseEnv env) {
        return env == null ? Set.of() : new TreeSet<>(env.keys());
    }

    private static String fingerprint(@Nullable ReleaseEnv env) {
        return env == null ? "" : env.fingerprint();
    }

    private static List<String> without(Set<String> names, Set<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static List<String> changed(
            Set<String> names, Optional<Map<String, Secret>> before, Optional<Map<String, Secret>> after) {
        var old = before.orElse(Map.of());
        var now = after.orElse(Map.of());
        return names.stream()
                .filter(name -> !Objects.equals(old.get(name), now.get(name)))
                .toList();
    }

    /** Empty where the Secret is gone, or is not for this person. */
    private Optional<Map<String, Secret>> values(ReleaseView release) {
        try {
            return release.object().flatMap(object -> store.environment(resource, object));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
