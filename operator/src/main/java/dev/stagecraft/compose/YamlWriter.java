package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Block-style YAML that YAML 1.1 readers (Compose 1.29) and 1.2 readers (Compose v2) take for the same document: every string
 * value is in double quotes, and so is every key that either of them could mistake for something else.
 */
final class YamlWriter {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,100}");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    /** YAML readers give up on a key of one line after 1024 characters. */
    private static final int LONGEST_SIMPLE_KEY = 1000;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(ObjectNode tree) {
        YamlWriter writer = new YamlWriter();
        writer.mapping(tree, 0, false);
        return tree.isEmpty() ? "{}\n" : writer.out.toString();
    }

    /** @param started whether the indentation of the first line is already there, after a dash */
    private void mapping(ObjectNode mapping, int indent, boolean started) {
        boolean first = started;
        for (var entry : mapping.properties()) {
            indent(first ? 0 : indent);
            first = false;
            key(entry.getKey(), indent);
            out.append(':');
            value(entry.getValue(), indent);
        }
    }

    private void key(String key, int indent) {
        String text = PLAIN_KEY.matcher(key).matches() && !WORDS.contains(lower(key)) ? key : quoted(key);
        if (text.length() > LONGEST_SIMPLE_KEY) {
            out.append("? ").append(text).append('\n');
            indent(indent);
        } else {
            out.append(text);
        }
    }

    private void value(JsonNode value, int indent) {
        if (value.isEmpty() || !value.isContainerNode()) {
            out.append(' ').append(scalar(value)).append('\n');
            return;
        }
        out.append('\n');
        switch (value) {
            case ObjectNode mapping -> mapping(mapping, indent + 2, false);
            case ArrayNode sequence -> sequence(sequence, indent + 2, false);
            default -> throw new IllegalStateException("No container: " + value.getNodeType());
        }
    }

    private void sequence(ArrayNode sequence, int indent, boolean started) {
        boolean first = started;
        for (JsonNode item : sequence) {
            indent(first ? 0 : indent);
            first = false;
            out.append("- ");
            switch (item) {
                case ObjectNode mapping when !mapping.isEmpty() -> mapping(mapping, indent + 2, true);
                case ArrayNode nested when !nested.isEmpty() -> sequence(nested, indent + 2, true);
                default -> out.append(scalar(item)).append('\n');
            }
        }
    }

    private void indent(int spaces) {
        out.repeat(' ', spaces);
    }

    private static String scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "{}";
            case ARRAY -> "[]";
            case NULL, MISSING -> "null";
            case BOOLEAN -> node.asText();
            case NUMBER -> node.isIntegralNumber() ? node.asText() : real(node.doubleValue());
            case STRING, BINARY, POJO -> quoted(node.asText());
        };
    }

    /** YAML 1.1 wants a sign in the exponent, or it reads text. */
    private static String real(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(value).replaceFirst("E(?=\\d)", "E+");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> escape(c, quoted));
        return quoted.append('"').toString();
    }

    private static void escape(int c, StringBuilder into) {
        switch (c) {
            case '"' -> into.append("\\\"");
            case '\\' -> into.append("\\\\");
            case '\n' -> into.append("\\n");
            case '\t' -> into.append("\\t");
            default -> {
                if ((c >= ' ' && c <= '~') || Character.isLetter(c)) {
                    into.appendCodePoint(c);
                } else {
                    into.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
                }
            }
        }
    }

    private static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
