package dev.stagecraft.reconcile.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.compose.ComposeParser;
import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.ShownValues;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.text.TextDiff;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What differs between the compose files of two releases, service by service. */
final class ComposeDiff {
    private static final List<String> LABELS = List.of(ComposeRenderer.HASH_LABEL, ComposeRenderer.OWNER_LABEL);

    private static final String SERVICES = "services.";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ComposeDiff() {}

    /** By path, such as {@code services.web} or {@code volumes.data}. Values that are written down are not shown. */
    static SortedMap<String, String> of(Map<String, String> before, Map<String, String> after, Sanitizer sanitizer) {
        var old = entries(before);
        var now = entries(after);
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        var found = new TreeMap<String, String>();
        for (var path : paths) {
            var one = old.getOrDefault(path, MissingNode.getInstance());
            var other = now.getOrDefault(path, MissingNode.getInstance());
            var diff = TextDiff.unified(lines(path, one, MissingNode.getInstance()), lines(path, other, one), "a", "b");
            if (!diff.isEmpty()) {
                // Without the two lines that name files: the path is the name.
                found.put(
                        path,
                        diff.stream()
                                .skip(2)
                                .map(line -> sanitizer.cleanDifference(line) + "\n")
                                .collect(Collectors.joining()));
            }
        }
        return found;
    }

    /** A service is on the hosts of one role; volumes and networks of the same name mean the same thing in each. */
    private static SortedMap<String, JsonNode> entries(Map<String, String> byRole) {
        var entries = new TreeMap<String, JsonNode>();
        byRole.values()
                .forEach(text -> tree(text).properties().forEach(section -> {
                    if (section.getValue() instanceof ObjectNode named) {
                        named.properties()
                                .forEach(entry ->
                                        entries.put(section.getKey() + "." + entry.getKey(), shown(entry.getValue())));
                    } else {
                        entries.put(section.getKey(), section.getValue());
                    }
                }));
        return entries;
    }

    private static ObjectNode tree(String text) {
        return switch (ComposeParser.parseRendered(text)) {
            case ParseResult.Parsed(var file) -> file.tree();
            case ParseResult.Rejected(var problems) ->
                throw new IllegalStateException("a stored compose file cannot be read: " + problems);
        };
    }

    /** Images are told beside it, and our labels change with everything else. */
    private static JsonNode shown(JsonNode entry) {
        if (!(entry instanceof ObjectNode definition)) {
            return entry;
        }
        var shown = definition.deepCopy();
        shown.remove("image");
        var labels = shown.get("labels");
        if (labels instanceof ObjectNode named) {
            named.remove(LABELS);
        } else if (labels instanceof ArrayNode listed) {
            for (int i = listed.size() - 1; i >= 0; i--) {
                var label = listed.get(i).asText();
                if (LABELS.stream().anyMatch(own -> label.startsWith(own + "="))) {
                    listed.remove(i);
                }
            }
        }
        if (labels != null && labels.isEmpty()) {
            shown.remove("labels");
        }
        return shown;
    }

    private static List<String> lines(String path, JsonNode entry, JsonNode before) {
        if (entry.isMissingNode()) {
            return List.of();
        }
        var shown = path.startsWith(SERVICES) ? ShownValues.of(entry, before) : entry;
        return yaml(shown).lines().toList();
    }

    private static String yaml(JsonNode node) {
        try {
            // As a map, as only those are sorted.
            return YAML.writeValueAsString(YAML.treeToValue(node, Object.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
