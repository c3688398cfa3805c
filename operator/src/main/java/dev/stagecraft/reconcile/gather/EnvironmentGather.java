package dev.stagecraft.reconcile.gather;

import static java.util.stream.Collectors.joining;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.dotenv.Interpolated;
import dev.stagecraft.dotenv.Interpolation;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Resolves {@code envFrom} in order (later wins) and then {@code env} (wins over all). For one gathering. */
final class EnvironmentGather {
    private final Reading reading;
    private final Map<String, String> origins = new TreeMap<>();

    EnvironmentGather(Reading reading) {
        this.reading = reading;
    }

    /** @param tree the source, where the resource has one and it is read */
    Environment resolve(StagecraftSpec spec, Optional<SourceTree> tree) {
        return resolve(spec, tree, Map.of());
    }

    /** @param dotenv texts of further files by what they are called in messages, over everything in the resource, as secret as a Secret */
    Environment resolve(StagecraftSpec spec, Optional<SourceTree> tree, Map<String, String> dotenv) {
        var layers = new EnvironmentLayers(reading, tree);
        return switch (Interpolation.resolve(layers.read(spec, dotenv))) {
            case Interpolated.Resolved(var variables) -> environment(variables, layers);
            case Interpolated.Refused(var faults) -> throw refused(faults, layers);
        };
    }

    private Environment environment(SortedMap<String, Interpolated.Variable> variables, EnvironmentLayers layers) {
        var values = new TreeMap<String, Secret>();
        var secretNames = new HashSet<String>();
        variables.forEach((name, variable) -> {
            origins.put(name, variable.place());
            values.put(name, layers.original(variable.place(), name).orElseGet(() -> Secret.of(variable.value())));
            if (variable.secret()) {
                secretNames.add(name);
            }
        });
        reading.conceal(values.entrySet().stream()
                .filter(entry -> secretNames.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .toList());
        return new Environment(values, secretNames);
    }

    private static Rejected refused(List<Interpolated.Fault> faults, EnvironmentLayers layers) {
        var first = faults.getFirst().place();
        var here = faults.stream().filter(fault -> fault.place().equals(first)).toList();
        return Rejected.at(
                "InvalidSpec",
                first,
                here.stream()
                                .limit(EnvironmentLayers.MOST_PROBLEMS)
                                .map(fault -> layers.located(first, fault.line(), fault.message()))
                                .collect(joining(" "))
                        + EnvironmentLayers.more(here.size()));
    }

    /** Where the value of a variable comes from, as a field path; asked after it was resolved. */
    Optional<String> origin(String name) {
        return Optional.ofNullable(origins.get(name));
    }
}
