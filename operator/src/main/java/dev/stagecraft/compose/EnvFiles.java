package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code env_file} and {@code label_file} of a service. */
final class EnvFiles {
    private final ComposeSources sources;
    private final Variables variables;
    private final Interpolation interpolation;

    EnvFiles(ComposeSources sources, Variables variables) {
        this.sources = sources;
        this.variables = variables;
        this.interpolation = new Interpolation(variables);
    }

    /** Takes the key out, and gives what it adds to {@code environment}, which wins with every name that it has. */
    Map<String, String> environment(ComposeDocument document, String path, ObjectNode service) {
        Map<String, String> values = new TreeMap<>();
        JsonNode environment = service.path("environment");
        for (JsonNode entry : ShortSyntax.oneOrMany(service.path("env_file"))) {
            JsonNode written = entry.isObject() ? entry.path("path") : entry;
            String format = entry.path("format").asText("");
            boolean required = entry.path("required").asBoolean(true);
            Optional<String> text = text(document, path + ".env_file", written, required);
            text.ifPresent(found -> values.putAll(read(
                    document,
                    path + ".env_file",
                    written.asText(),
                    format(document, path, format, found, known(environment, values)))));
        }
        service.remove("env_file");
        values.keySet().removeAll(names(environment));
        return values;
    }

    /** Puts the labels into the service, below those that it has. */
    void labels(ComposeDocument document, String path, ObjectNode service) {
        Map<String, String> labels = new TreeMap<>();
        for (JsonNode entry : ShortSyntax.oneOrMany(service.path("label_file"))) {
            text(document, path + ".label_file", entry, true)
                    .ifPresent(found -> labels.putAll(read(
                            document,
                            path + ".label_file",
                            entry.asText(),
                            DotenvFile.read(found, new Variables(labels, Set.of())))));
        }
        service.remove("label_file");
        if (labels.keySet().stream().anyMatch(name -> name.startsWith(ReservedLabels.PREFIX))) {
            throw document.refuse(INVALID, path + ".label_file", ReservedLabels.SENTENCE);
        }
        labels.keySet().removeAll(names(service.path("labels")));
        labels.forEach((name, value) -> Labels.set(service, name, Dollars.doubled(value)));
    }

    private static DotenvFile format(
            ComposeDocument document, String path, String format, String text, Variables known) {
        return switch (format) {
            case "" -> DotenvFile.read(text, known);
            case "raw" -> RawEnvFile.read(text, known);
            default ->
                throw document.refuse(
                        INVALID,
                        path + ".env_file",
                        "The format '%s' of an env_file is not known; leave it out, or write raw.".formatted(format));
        };
    }

    private static Map<String, String> read(ComposeDocument document, String at, String file, DotenvFile read) {
        return switch (read) {
            case DotenvFile.Values(var values) -> {
                Map<String, String> texts = new TreeMap<>();
                values.forEach((name, value) -> texts.put(name, value.text()));
                yield texts;
            }
            case DotenvFile.Malformed(String why) ->
                throw document.refuse(INVALID, at, "The file '%s' cannot be read: %s".formatted(file, why));
        };
    }

    private Optional<String> text(ComposeDocument document, String at, JsonNode written, boolean required) {
        String file = interpolation
                .text(written.asText())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> document.refuse(
                        INVALID, at, "A path is missing here, or has a variable without a value; write the path out."));
        if (file.startsWith("/") || file.startsWith("~")) {
            throw document.refuse(INVALID, at, "Only files of the source can be read here; write a relative path.");
        }
        String path = RelativePaths.resolve("", file);
        Optional<String> text = sources.text(path);
        if (text.isEmpty() && required) {
            throw document.refuse(NOT_FOUND, at, Loading.absent(path));
        }
        return text;
    }

    /** The host's variables before what the service sets itself, before what was read so far. */
    private Variables known(JsonNode environment, Map<String, String> read) {
        Map<String, String> values = new HashMap<>(read);
        pairs(environment)
                .forEach((name, value) -> interpolation.text(value).ifPresent(text -> values.put(name, text)));
        values.putAll(variables.values());
        return new Variables(values, variables.secretNames());
    }

    private static Map<String, String> pairs(JsonNode environment) {
        Map<String, String> pairs = new TreeMap<>();
        for (JsonNode entry : list(environment)) {
            String[] parts = entry.asText().split("=", 2);
            if (parts.length == 2) {
                pairs.put(parts[0], parts[1]);
            }
        }
        return pairs;
    }

    private static Set<String> names(JsonNode pairs) {
        return list(pairs)
                .valueStream()
                .map(entry -> entry.asText().split("=", 2)[0])
                .collect(Collectors.toSet());
    }

    private static ArrayNode list(JsonNode pairs) {
        return Forms.pairs(pairs, "=");
    }
}
