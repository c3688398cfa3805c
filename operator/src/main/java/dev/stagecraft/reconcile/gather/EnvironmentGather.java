package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.secret.Secret;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Resolves {@code envFrom} in order (later wins) and then {@code env} (wins over all). */
final class EnvironmentGather {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final String OURS = "STAGECRAFT_";

    private final Reading reading;

    EnvironmentGather(Reading reading) {
        this.reading = reading;
    }

    Environment resolve(StagecraftSpec spec) {
        var values = new TreeMap<String, Secret>();
        var secretNames = new HashSet<String>();
        for (int i = 0; i < spec.envFrom().size(); i++) {
            var source = spec.envFrom().get(i);
            var path = "spec.envFrom[" + i + "]";
            if (source.secretRef() != null) {
                var found = reading.secret(source.secretRef().name(), path + ".secretRef");
                add(values, found, path + ".secretRef");
                secretNames.addAll(found.keySet());
            }
            if (source.configMapRef() != null) {
                var found = configMap(source.configMapRef().name(), path + ".configMapRef");
                add(values, found, path + ".configMapRef");
                secretNames.removeAll(found.keySet());
            }
        }
        for (int i = 0; i < spec.env().size(); i++) {
            var variable = spec.env().get(i);
            requireNotOurs(variable.name(), "spec.env[" + i + "].name");
            values.put(variable.name(), Secret.of(variable.value()));
            secretNames.remove(variable.name());
        }
        return new Environment(values, secretNames);
    }

    /** Where the value of a variable comes from, as a field path. */
    Optional<String> origin(StagecraftSpec spec, String name) {
        for (int i = 0; i < spec.env().size(); i++) {
            if (spec.env().get(i).name().equals(name)) {
                return Optional.of("spec.env[" + i + "].name");
            }
        }
        for (int i = spec.envFrom().size() - 1; i >= 0; i--) {
            var source = spec.envFrom().get(i);
            var path = "spec.envFrom[" + i + "]";
            var configMap = source.configMapRef();
            if (configMap != null && configMap(configMap.name(), path).containsKey(name)) {
                return Optional.of(path + ".configMapRef");
            }
            var secret = source.secretRef();
            if (secret != null && reading.secret(secret.name(), path).containsKey(name)) {
                return Optional.of(path + ".secretRef");
            }
        }
        return Optional.empty();
    }

    private static void requireNotOurs(String name, String path) {
        if (name.startsWith(OURS)) {
            throw Rejected.at(
                    "InvalidSpec",
                    path,
                    "the name " + name + " is kept for the operator, which sets the variables that start with " + OURS
                            + "; rename it");
        }
    }

    private Map<String, Secret> configMap(String name, String path) {
        return reading.configMap(name, path).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Secret.of(entry.getValue())));
    }

    private static void add(Map<String, Secret> values, Map<String, Secret> found, String path) {
        for (var entry : found.entrySet()) {
            requireNotOurs(entry.getKey(), path);
            if (!NAME.matcher(entry.getKey()).matches()) {
                throw Rejected.at(
                        "InvalidSpec",
                        path,
                        "key " + entry.getKey() + " cannot name an environment variable; rename it to letters, digits"
                                + " and underscores, or take it out");
            }
            if (entry.getValue().reveal().indexOf('\0') >= 0) {
                throw Rejected.at(
                        "InvalidSpec",
                        path,
                        "the value of " + entry.getKey() + " has a NUL byte, which no variable can");
            }
            values.put(entry.getKey(), entry.getValue());
        }
    }
}
