package dev.stagecraft.cli.dev;

import dev.stagecraft.api.v1alpha1.EnvFrom;
import dev.stagecraft.api.v1alpha1.KeyRef;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the Secrets and ConfigMaps of {@code envFrom} that nobody has here for empty, and remembers which they are. */
final class AbsentReferences implements References {
    private final StagecraftSpec spec;
    private final SortedSet<String> missing = new TreeSet<>();

    AbsentReferences(StagecraftSpec spec) {
        this.spec = spec;
    }

    /** Those that were asked for, as in {@code Secret shop-env}. */
    SortedSet<String> missing() {
        return Collections.unmodifiableSortedSet(missing);
    }

    @Override
    public Optional<Map<String, Secret>> secret(String namespace, String name) {
        return empty("Secret", EnvFrom::secretRef, name, Secret.of(""));
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return empty("ConfigMap", EnvFrom::configMapRef, name, "");
    }

    @Override
    public Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name) {
        return empty("ConfigMap", EnvFrom::configMapRef, name, Optional.of(""));
    }

    /** With an empty dotenv file under each key that is named; nothing where something else asks. */
    private <T> Optional<Map<String, T>> empty(
            String kind, Function<EnvFrom, @Nullable KeyRef> reference, String name, T nothing) {
        var values = new TreeMap<String, T>();
        boolean named = false;
        for (EnvFrom from : spec.envFrom()) {
            KeyRef ref = reference.apply(from);
            if (ref != null && ref.name().equals(name)) {
                named = true;
                if (!ref.key().isEmpty()) {
                    values.put(ref.key(), nothing);
                }
            }
        }
        if (named) {
            missing.add(kind + " " + name);
        }
        return named ? Optional.of(values) : Optional.empty();
    }

    @Override
    public Optional<String> namespaceAnnotation(String namespace, String name) {
        return Optional.empty();
    }
}
