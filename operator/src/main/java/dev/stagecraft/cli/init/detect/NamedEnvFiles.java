package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that Compose files name as {@code env_file}, whatever they are called: what stands in them may be secret. The loader
 * puts those of included files in place, so that the result names them no more.
 */
final class NamedEnvFiles {
    private static final YAMLMapper YAML = new YAMLMapper();

    private NamedEnvFiles() {}

    /** Their names without directories, as it depends on the file that names one where that begins. */
    static Set<String> in(ProjectFiles files, Collection<String> paths) {
        var names = new TreeSet<String>();
        paths.stream()
                .flatMap(path -> files.text(path).stream())
                .flatMap(NamedEnvFiles::tree)
                .flatMap(tree -> tree.findValues("env_file").stream())
                .flatMap(NamedEnvFiles::written)
                .map(text -> text.replaceAll("\\$\\{\\w+:?-([^}]*)}", "$1"))
                .map(ProjectFiles::name)
                .forEach(names::add);
        return names;
    }

    /** A part that is no YAML names nothing. */
    private static Stream<JsonNode> tree(String text) {
        try {
            return Stream.of(YAML.readTree(text));
        } catch (JsonProcessingException noYaml) {
            return Stream.empty();
        }
    }

    private static Stream<String> written(JsonNode named) {
        Stream<JsonNode> entries = named.isArray() ? named.valueStream() : Stream.of(named);
        return entries.map(entry -> entry.isObject() ? entry.path("path").asText() : entry.asText());
    }
}
