package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sets a label in the form that the author chose for labels. */
final class Labels {
    private Labels() {}

    /** It replaces one of the same name; the value is a template. */
    static void set(ObjectNode definition, String name, String value) {
        switch (definition.path("labels")) {
            case ObjectNode mapping -> mapping.put(name, value);
            case ArrayNode list -> {
                list.removeIf(
                        entry -> entry.asText().equals(name) || entry.asText().startsWith(name + "="));
                list.add(name + "=" + value);
            }
            default -> definition.putObject("labels").put(name, value);
        }
    }
}
