package dev.stagecraft.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Holds a value against the part of OpenAPI that structural schemas of Kubernetes have, but for rules in CEL. */
final class SchemaCheck {
    private static final int SHOWN = 60;

    private final List<Violation> found = new ArrayList<>();
    private final Map<String, Pattern> patterns = new HashMap<>();

    List<Violation> check(JsonNode schema, JsonNode value) {
        check(schema, value, "");
        return found;
    }

    private void check(JsonNode schema, JsonNode value, String path) {
        if (value.isNull()) {
            if (!schema.path("nullable").asBoolean() && !schema.has("default")) {
                report(path, "InvalidType", "is null; leave it out, or give it a value");
            }
            return;
        }
        if (!fits(schema.path("type").asText(""), schema, value)) {
            report(path, "InvalidType", "is " + sort(value) + " and must be " + named(schema) + hint(schema, value));
            return;
        }
        enumeration(schema, value, path);
        if (value.isTextual()) {
            text(schema, value.textValue(), path);
        } else if (value.isNumber()) {
            number(schema, value, path);
        } else if (value.isArray()) {
            list(schema, value, path);
        } else if (value.isObject()) {
            object(schema, value, path);
        }
    }

    private static boolean fits(String type, JsonNode schema, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber() || (value.isNumber() && value.asDouble() % 1 == 0);
            case "number" -> value.isNumber();
            default ->
                !schema.path("x-kubernetes-int-or-string").asBoolean() || value.isTextual() || value.isIntegralNumber();
        };
    }

    private static String named(JsonNode schema) {
        return switch (schema.path("type").asText("")) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            default -> "text or a whole number";
        };
    }

    private static String sort(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "text";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case NULL, MISSING, BINARY, POJO -> "nothing";
        };
    }

    private static String hint(JsonNode schema, JsonNode value) {
        return schema.path("type").asText("").equals("string") && value.isValueNode() ? "; write it in quotes" : "";
    }

    private void enumeration(JsonNode schema, JsonNode value, String path) {
        var allowed = schema.path("enum");
        if (allowed.isArray()
                && StreamSupport.stream(allowed.spliterator(), false).noneMatch(value::equals)) {
            var names = StreamSupport.stream(allowed.spliterator(), false)
                    .map(JsonNode::asText)
                    .map(name -> name.isEmpty() ? "\"\"" : name)
                    .collect(Collectors.joining(", "));
            report(path, "NotSupported", "is " + shown(value) + " and must be one of: " + names);
        }
    }

    private void text(JsonNode schema, String value, String path) {
        int length = value.codePointCount(0, value.length());
        if (schema.has("minLength") && length < schema.path("minLength").asInt()) {
            report(
                    path,
                    "TooShort",
                    length == 0
                            ? "is empty; give it a value, or leave it out"
                            : "must have at least " + schema.path("minLength").asInt() + " characters");
        }
        if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
            report(
                    path,
                    "TooLong",
                    "has " + length + " characters and may have at most "
                            + schema.path("maxLength").asInt());
        }
        if (schema.has("pattern")
                && (length > 0 || !schema.has("minLength"))
                && !pattern(schema.path("pattern").asText()).matcher(value).find()) {
            report(
                    path,
                    "InvalidValue",
                    "is " + shown(value) + " and must match "
                            + schema.path("pattern").asText());
        }
    }

    private Pattern pattern(String text) {
        return patterns.computeIfAbsent(text, same -> Pattern.compile(ended(same)));
    }

    /** At the end of a pattern Java lets a line end pass, which the API server does not. */
    private static String ended(String pattern) {
        var out = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                out.append(c).append(pattern.charAt(++i));
                continue;
            }
            inClass = c == '[' || (inClass && c != ']');
            out.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
        }
        return out.toString();
    }

    private void number(JsonNode schema, JsonNode value, String path) {
        if (schema.has("minimum") && value.asDouble() < schema.path("minimum").asDouble()) {
            report(
                    path,
                    "TooSmall",
                    "is " + value.asText() + " and must be at least "
                            + schema.path("minimum").asText());
        }
        if (schema.has("maximum") && value.asDouble() > schema.path("maximum").asDouble()) {
            report(
                    path,
                    "TooLarge",
                    "is " + value.asText() + " and may be at most "
                            + schema.path("maximum").asText());
        }
        if (schema.path("format").asText("").equals("int32") && !value.canConvertToInt()) {
            report(path, "TooLarge", "is " + value.asText() + ", which is no number of 32 bits");
        }
    }

    private void list(JsonNode schema, JsonNode value, String path) {
        if (schema.has("minItems") && value.size() < schema.path("minItems").asInt()) {
            report(
                    path,
                    "TooFew",
                    "must have at least " + schema.path("minItems").asInt() + " entries");
        }
        if (schema.has("maxItems") && value.size() > schema.path("maxItems").asInt()) {
            report(
                    path,
                    "TooMany",
                    "has " + value.size() + " entries and may have at most "
                            + schema.path("maxItems").asInt());
        }
        for (int i = 0; i < value.size(); i++) {
            check(schema.path("items"), value.get(i), path + "[" + i + "]");
        }
        duplicates(schema, value, path);
    }

    private void duplicates(JsonNode schema, JsonNode value, String path) {
        var type = schema.path("x-kubernetes-list-type").asText("");
        var keys = new ArrayList<String>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        var seen = new HashSet<Object>();
        for (int i = 0; i < value.size(); i++) {
            var item = value.get(i);
            Object identity = type.equals("map") ? keys.stream().map(item::path).toList() : item;
            if ((type.equals("map") || type.equals("set")) && !seen.add(identity)) {
                var words = type.equals("map")
                        ? keys.stream()
                                .map(key -> key + " " + item.path(key).asText())
                                .collect(Collectors.joining(", "))
                        : shown(item);
                report(
                        path + "[" + i + "]",
                        "Duplicate",
                        "has " + words + ", as an entry before it; leave one of the two");
            }
        }
    }

    private void object(JsonNode schema, JsonNode value, String path) {
        schema.path("required").forEach(required -> {
            if (!value.has(required.asText())) {
                report(below(path, required.asText()), "Required", "is missing");
            }
        });
        if (schema.has("maxProperties")
                && value.size() > schema.path("maxProperties").asInt()) {
            report(
                    path,
                    "TooMany",
                    "has " + value.size() + " entries and may have at most "
                            + schema.path("maxProperties").asInt());
        }
        var properties = schema.path("properties");
        var others = schema.path("additionalProperties");
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                || (properties.isEmpty() && !others.isObject());
        value.properties().forEach(entry -> {
            var at = below(path, entry.getKey());
            if (properties.has(entry.getKey())) {
                check(properties.path(entry.getKey()), entry.getValue(), at);
            } else if (others.isObject()) {
                check(others, entry.getValue(), at);
            } else if (!open) {
                report(at, "UnknownField", "is not a field; there are: " + names(properties));
            }
        });
    }

    private static String names(JsonNode properties) {
        return properties.properties().stream().map(Map.Entry::getKey).sorted().collect(Collectors.joining(", "));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? shown(value.textValue()) : value.toString();
    }

    private static String shown(String value) {
        return '"' + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value) + '"';
    }

    private void report(String path, String reason, String message) {
        found.add(new Violation(path, reason, message));
    }
}
