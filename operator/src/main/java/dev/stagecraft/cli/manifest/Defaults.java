package dev.stagecraft.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds the defaults of a schema to a value, as the API server does before it stores it. */
final class Defaults {
    private Defaults() {}

    static void add(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                var name = property.getKey();
                var preset = property.getValue().get("default");
                if (preset != null && (!object.has(name) || object.path(name).isNull())) {
                    object.set(name, preset.deepCopy());
                }
                add(property.getValue(), object.path(name));
            });
            var others = schema.path("additionalProperties");
            if (others.isObject()) {
                object.forEach(entry -> add(others, entry));
            }
        } else if (value.isArray()) {
            value.forEach(item -> add(schema.path("items"), item));
        }
    }
}
