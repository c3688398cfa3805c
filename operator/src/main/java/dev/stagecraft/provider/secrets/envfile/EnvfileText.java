package dev.stagecraft.provider.secrets.envfile;

import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvWriter;
import dev.stagecraft.dotenv.Interpolated;
import dev.stagecraft.dotenv.Interpolation;
import dev.stagecraft.dotenv.Layer;
import dev.stagecraft.provider.secrets.SecretText;
import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys of a Secret as the lines of a dotenv file, and back. Pure; problems are sentences with names and without values. */
final class EnvfileText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private EnvfileText() {}

    /** What is made, or why it is not. */
    sealed interface Answer<T> {
        /** It is made. */
        record Made<T>(T what) implements Answer<T> {}

        /** One sentence for each problem. */
        record Refused<T>(List<String> problems) implements Answer<T> {}
    }

    /** A file from which {@link #read} gives every value back, sorted by name. */
    static Answer<Secret> write(Map<String, Secret> values) {
        var texts = new TreeMap<String, String>();
        var problems = new ArrayList<String>();
        new TreeMap<>(values).forEach((name, value) -> {
            var text = SecretText.of(value);
            if (!NAME.matcher(name).matches()) {
                problems.add("Key " + name + " cannot name a variable; rename it to letters, digits and '_'.");
            } else if (text.isEmpty()) {
                problems.add(
                        "The value of " + name + " is no text, or has a NUL character; no dotenv file can hold it.");
            } else {
                texts.put(name, text.get());
            }
        });
        return problems.isEmpty()
                ? new Answer.Made<>(Secret.of(DotenvWriter.write(texts)))
                : new Answer.Refused<>(problems);
    }

    /** The variables of a file, replaced by each other where it says so. */
    static Answer<Map<String, Secret>> read(Secret file) {
        var text = SecretText.of(file);
        if (text.isEmpty()) {
            return new Answer.Refused<>(List.of("It is no UTF-8 text, or has a NUL character."));
        }
        return switch (Dotenv.parse(text.get())) {
            case Dotenv.Invalid(var problems) ->
                new Answer.Refused<>(problems.stream()
                        .map(problem -> line(problem.line(), problem.message()))
                        .toList());
            case Dotenv.Entries(var entries) -> resolved(new Layer("file", true, entries));
        };
    }

    private static Answer<Map<String, Secret>> resolved(Layer layer) {
        return switch (Interpolation.resolve(List.of(layer))) {
            case Interpolated.Refused(var faults) ->
                new Answer.Refused<>(faults.stream()
                        .map(fault -> line(fault.line(), fault.message()))
                        .toList());
            case Interpolated.Resolved(var variables) -> {
                var values = new TreeMap<String, Secret>();
                variables.forEach((name, variable) -> values.put(name, Secret.of(variable.value())));
                yield new Answer.Made<>(values);
            }
        };
    }

    private static String line(int line, String message) {
        return "Line " + line + ": " + message;
    }
}
