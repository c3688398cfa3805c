package dev.stagecraft.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Writes JSON as a Lua table, the way Argo CD hands an object to its scripts. */
final class LuaTable {
    private LuaTable() {}

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT ->
                node.properties().stream()
                        .map(field -> "[%s]=%s".formatted(quoted(field.getKey()), of(field.getValue())))
                        .collect(Collectors.joining(",", "{", "}"));
            case ARRAY -> node.valueStream().map(LuaTable::of).collect(Collectors.joining(",", "{", "}"));
            case STRING -> quoted(node.asText());
            case NUMBER, BOOLEAN -> node.asText();
            case NULL, MISSING -> "nil";
            case BINARY, POJO ->
                throw new IllegalArgumentException(node.getNodeType().toString());
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
