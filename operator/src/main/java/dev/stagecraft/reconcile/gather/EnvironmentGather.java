package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.secret.Secret;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Resolves {@code envFrom} in order (later wins) and then {@code env} (wins over all). */
final class EnvironmentGather {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

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
        for (var variable : spec.env()) {
            values.put(variable.name(), Secret.of(variable.value()));
            secretNames.remove(variable.name());
        }
        return new Environment(values, secretNames);
    }

    private Map<String, Secret> configMap(String name, String path) {
        return reading.configMap(name, path).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Secret.of(entry.getValue())));
    }

    private static void add(Map<String, Secret> values, Map<String, Secret> found, String path) {
        for (var entry : found.entrySet()) {
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
