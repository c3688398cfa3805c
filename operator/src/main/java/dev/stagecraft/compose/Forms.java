package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One form of a value for another with the same meaning, where two forms must be put together. */
final class Forms {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Forms() {}

    /** The list of {@code key=value} for a mapping, and a list of one for a single value. A new list, as every time. */
    static ArrayNode pairs(JsonNode node, String separator) {
        ArrayNode list = NODES.arrayNode();
        switch (node) {
            case ArrayNode entries -> list.addAll(entries);
            case ObjectNode mapping ->
                mapping.properties()
                        .forEach(entry -> values(entry.getValue())
                                .forEach(value -> list.add(
                                        value.isNull()
                                                ? entry.getKey()
                                                : entry.getKey() + separator + value.asText())));
            default -> {
                if (!node.isNull()) {
                    list.add(node);
                }
            }
        }
        return list;
    }

    private static Iterable<JsonNode> values(JsonNode value) {
        return value.isArray() ? value : NODES.arrayNode().add(value);
    }

    /** The mapping for a list of names; a dependency is then on the start of the service. */
    static ObjectNode named(String pattern, JsonNode node) {
        ObjectNode mapping = NODES.objectNode();
        if (node instanceof ObjectNode named) {
            mapping.setAll(named);
        }
        if (node.isArray()) {
            boolean dependency = pattern.endsWith(".depends_on");
            node.forEach(name -> mapping.set(
                    name.asText(),
                    dependency ? NODES.objectNode().put("condition", Dependency.STARTED) : NODES.nullNode()));
        }
        return mapping;
    }

    static ObjectNode build(JsonNode node) {
        return node instanceof ObjectNode mapping ? mapping : NODES.objectNode().put("context", node.asText());
    }
}
