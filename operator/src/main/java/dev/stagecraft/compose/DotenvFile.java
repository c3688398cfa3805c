package dev.stagecraft.compose;

import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvEntry;
import dev.stagecraft.dotenv.DotenvProblem;
import dev.stagecraft.dotenv.Interpolated;
import dev.stagecraft.dotenv.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The variables of a dotenv file that lies beside a Compose file. */
sealed interface DotenvFile {
    /** In the order of the file. */
    record Values(Map<String, Value> byName) implements DotenvFile {}

    /** @param why sentences with the lines and without any value */
    record Malformed(String why) implements DotenvFile {}

    /** @param secret whether a secret variable of the outer ones is in it */
    record Value(String text, boolean secret) {
        @Override
        public String toString() {
            return "Value[hidden]";
        }
    }

    /** @param outer what the values may refer to, beside each other; there it wins where a name is in both, as in Compose */
    static DotenvFile read(String text, Variables outer) {
        return switch (Dotenv.parse(text)) {
            case Dotenv.Invalid(List<DotenvProblem> problems) ->
                new Malformed(problems.stream()
                        .map(problem -> "line " + problem.line() + ": " + problem.message())
                        .collect(Collectors.joining(" ")));
            case Dotenv.Entries(List<DotenvEntry> entries) -> resolved(entries, outer);
        };
    }

    private static DotenvFile resolved(List<DotenvEntry> entries, Variables outer) {
        List<Layer> before = new ArrayList<>(layers(outer));
        before.add(new Layer("", false, entries));
        List<Layer> around = new ArrayList<>(before);
        around.addAll(layers(outer));
        return switch (dev.stagecraft.dotenv.Interpolation.resolve(around)) {
            case Interpolated.Refused(var faults) -> malformed(faults);
            case Interpolated.Resolved(var own) ->
                switch (dev.stagecraft.dotenv.Interpolation.resolve(before)) {
                    case Interpolated.Refused(var faults) -> malformed(faults);
                    case Interpolated.Resolved(var shared) -> {
                        Map<String, Value> values = new LinkedHashMap<>();
                        for (DotenvEntry entry : entries) {
                            String name = entry.name();
                            var from = outer.values().containsKey(name) ? shared : own;
                            Optional.ofNullable(from.get(name))
                                    .ifPresent(found -> values.put(name, new Value(found.value(), found.secret())));
                        }
                        yield new Values(values);
                    }
                };
        };
    }

    private static Malformed malformed(List<Interpolated.Fault> faults) {
        return new Malformed(faults.stream()
                .map(fault -> "line " + fault.line() + ": " + fault.message())
                .collect(Collectors.joining(" ")));
    }

    private static List<Layer> layers(Variables outer) {
        Map<String, String> plain = new TreeMap<>(outer.values());
        Map<String, String> secret = new TreeMap<>(outer.values());
        plain.keySet().removeAll(outer.secretNames());
        secret.keySet().retainAll(outer.secretNames());
        return List.of(Layer.literals("", false, plain), Layer.literals("", true, secret));
    }
}
