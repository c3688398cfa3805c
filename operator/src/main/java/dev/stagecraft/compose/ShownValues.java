package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Definitions of services as they may be shown: a value that is written down in {@code environment} or {@code build.args} may be
 * a secret, so that a word stands for it. What only refers to variables is shown as it is.
 */
public final class ShownValues {
    /** Stands for a value. */
    public static final String VALUE = "(value)";

    /** Stands for a value that differs from the one before. No fingerprint does: a short value could be guessed from one. */
    public static final String ANOTHER = "(another value)";

    /** A default would be a value again. */
    private static final Pattern REFERENCES = Pattern.compile("(?:\\$\\{\\w+(?::?[-?+])?})+");

    private ShownValues() {}

    /**
     * The definition with words for values.
     *
     * @param before what it is compared with, as it is; a missing node where there is nothing
     */
    public static JsonNode of(JsonNode definition, JsonNode before) {
        var shown = definition.deepCopy();
        if (shown instanceof ObjectNode service) {
            hide(service, "environment", before);
            if (service.get("build") instanceof ObjectNode build) {
                hide(build, "args", before.path("build"));
            }
        }
        return shown;
    }

    /** A whole file, written as {@link ComposeRenderer} writes one, with words for values. */
    public static String file(JsonNode document) {
        if (!(document.deepCopy() instanceof ObjectNode file)) {
            return "";
        }
        if (file.get("services") instanceof ObjectNode services) {
            services.properties()
                    .forEach(service -> service.setValue(of(service.getValue(), MissingNode.getInstance())));
        }
        return YamlWriter.write(file);
    }

    private static void hide(ObjectNode holder, String field, JsonNode before) {
        var old = values(before.path(field));
        var shown = holder.get(field);
        if (shown instanceof ObjectNode named) {
            values(named).forEach((name, value) -> named.put(name, word(name, value, old)));
        } else if (shown instanceof ArrayNode listed) {
            var entries = new ArrayList<JsonNode>();
            listed.forEach(entry -> entries.add(TextNode.valueOf(entry(entry.asText(), old))));
            listed.removeAll();
            listed.addAll(entries);
        }
    }

    private static String entry(String entry, Map<String, String> old) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            return entry;
        }
        var name = entry.substring(0, equals);
        return name + "=" + word(name, entry.substring(equals + 1), old);
    }

    private static String word(String name, String value, Map<String, String> old) {
        if (value.isEmpty() || REFERENCES.matcher(value).matches()) {
            return value;
        }
        return old.getOrDefault(name, value).equals(value) ? VALUE : ANOTHER;
    }

    /** By name, those that have one: a name alone takes its value from elsewhere. */
    private static Map<String, String> values(JsonNode holder) {
        var values = new TreeMap<String, String>();
        if (holder.isArray()) {
            holder.forEach(entry -> {
                int equals = entry.asText().indexOf('=');
                if (equals >= 0) {
                    values.put(
                            entry.asText().substring(0, equals), entry.asText().substring(equals + 1));
                }
            });
        } else {
            holder.properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    values.put(entry.getKey(), entry.getValue().asText());
                }
            });
        }
        return values;
    }
}
