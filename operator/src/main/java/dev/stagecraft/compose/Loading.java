package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.LIMIT;
import static dev.stagecraft.compose.ComposeProblem.Code.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One loading: what was read so far, and the limits for all of it. */
final class Loading {
    static final int MAX_FILES = 50;
    private static final String LOCAL_PREFIX = "STAGECRAFT_INCLUDED_";

    /** Of those that the whole application sees. */
    static final String ROOT_PREFIX = LOCAL_PREFIX + "0_";

    private final ComposeSources sources;
    private final Interpolation interpolation;
    private final Set<String> local = new TreeSet<>();
    private int read;
    private int copied;
    private int scopes;

    Loading(ComposeSources sources, Variables variables) {
        this.sources = sources;
        this.interpolation = new Interpolation(variables);
    }

    Interpolation interpolation() {
        return interpolation;
    }

    Merging merging() {
        return new Merging(interpolation);
    }

    /** The variables that were found in dotenv files, by the name for the host. */
    Variables local() {
        return interpolation.only(local);
    }

    /** A document as it stands, with paths from the root of the sources and the names of variables that the host knows. */
    ComposeDocument document(String file, Scope scope, ComposeDocument named, String at) {
        if (++read > MAX_FILES) {
            throw named.refuse(LIMIT, at, "More than " + MAX_FILES + " files are read; put some together.");
        }
        String text = sources.text(file).orElseThrow(() -> named.refuse(NOT_FOUND, at, absent(file)));
        ComposeDocument document = ComposeDocument.read(file, text, false);
        scope.variables().rename(document.tree());
        RelativePaths.rewrite(document.tree(), scope.directory(), interpolation);
        return document;
    }

    static String absent(String file) {
        return file.startsWith("..")
                ? "The file '%s' lies outside of the source.".formatted(file)
                : "There is no file '%s' in the source.".formatted(file);
    }

    /** The path that a text names, from a directory. */
    String path(ComposeDocument document, String at, JsonNode written, String directory) {
        String path = interpolation
                .text(written.asText())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> document.refuse(
                        INVALID, at, "A path is missing here, or has a variable without a value; write the path out."));
        if (path.startsWith("/") || path.contains("://")) {
            throw document.refuse(
                    INVALID, at, "Only files of the same source can be read here; write a relative path.");
        }
        return RelativePaths.resolve(directory, path);
    }

    /** What dotenv files say about names that have no value yet, under names for the host. */
    LocalVariables variables(ComposeDocument document, String at, Map<String, Boolean> files, LocalVariables outer) {
        Map<String, DotenvFile.Value> values = new LinkedHashMap<>();
        files.forEach((file, required) -> {
            Optional<String> text = sources.text(file);
            if (text.isEmpty() && required) {
                throw document.refuse(NOT_FOUND, at, absent(file));
            }
            text.ifPresent(found -> values.putAll(dotenv(document, at, file, found, known(outer, values))));
        });
        Map<String, String> names = new TreeMap<>(outer.names());
        String prefix = LOCAL_PREFIX + scopes++ + "_";
        values.forEach((name, value) -> {
            if (!interpolation.has(name) && !names.containsKey(name) && !ReservedNames.has(name)) {
                names.put(name, prefix + name);
                interpolation.add(prefix + name, value.text(), value.secret());
                local.add(prefix + name);
            }
        });
        return new LocalVariables(names);
    }

    /** What a dotenv file may read: what is known outside, before what the files before it say. */
    private Variables known(LocalVariables outer, Map<String, DotenvFile.Value> read) {
        Variables outside = interpolation.variables(outer.names());
        Map<String, String> all = new HashMap<>();
        Set<String> secret = new TreeSet<>(outside.secretNames());
        read.forEach((name, value) -> {
            all.put(name, value.text());
            if (value.secret() && !outside.values().containsKey(name)) {
                secret.add(name);
            }
        });
        all.putAll(outside.values());
        return new Variables(all, secret);
    }

    private Map<String, DotenvFile.Value> dotenv(
            ComposeDocument document, String at, String file, String text, Variables known) {
        return switch (DotenvFile.read(text, known)) {
            case DotenvFile.Values(var values) -> values;
            case DotenvFile.Malformed(String why) ->
                throw document.refuse(INVALID, at, "The file '%s' is no dotenv file: %s".formatted(file, why));
        };
    }

    /** Keeps services that extend each other from becoming more than a file may be. */
    void count(ComposeDocument document, String at, ObjectNode copy) {
        copied += size(copy);
        if (copied > YamlReader.MAX_NODES) {
            throw document.refuse(
                    LIMIT, at, "What the files extend and include has more than " + YamlReader.MAX_NODES + " values.");
        }
    }

    private static int size(JsonNode node) {
        return 1 + node.valueStream().mapToInt(Loading::size).sum();
    }
}
