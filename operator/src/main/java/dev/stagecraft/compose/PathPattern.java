package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Where a value stands, with {@code *} for what people name themselves and {@code []} for an entry of a list, such as {@code
 * services.*.volumes.[]}.
 */
final class PathPattern {
    private static final Set<String> OF_NAMES = Set.of(
            "services",
            "networks",
            "volumes",
            "configs",
            "secrets",
            "services.*.ulimits",
            "services.*.networks",
            "services.*.build.additional_contexts");

    private PathPattern() {}

    static String child(String pattern, String key) {
        String name = OF_NAMES.contains(pattern) ? "*" : key;
        return pattern.isEmpty() ? name : pattern + "." + name;
    }

    /** Changes every value in place, the outer before the inner ones; marks stay where they are. */
    static void change(ObjectNode tree, BiFunction<String, JsonNode, JsonNode> change) {
        inside("", tree, change);
    }

    private static JsonNode changed(String pattern, JsonNode node, BiFunction<String, JsonNode, JsonNode> change) {
        return MergeMark.within(node, value -> {
            JsonNode result = change.apply(pattern, value);
            inside(pattern, result, change);
            return result;
        });
    }

    private static void inside(String pattern, JsonNode node, BiFunction<String, JsonNode, JsonNode> change) {
        switch (node) {
            case ObjectNode mapping ->
                mapping.properties()
                        .forEach(entry ->
                                entry.setValue(changed(child(pattern, entry.getKey()), entry.getValue(), change)));
            case ArrayNode list -> {
                for (int i = 0; i < list.size(); i++) {
                    list.set(i, changed(pattern + ".[]", list.get(i), change));
                }
            }
            default -> {}
        }
    }
}
