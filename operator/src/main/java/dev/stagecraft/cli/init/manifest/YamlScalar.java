package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A value as YAML text that YAML 1.1 and 1.2 read alike, in block and in flow style. */
final class YamlScalar {
    /** Begins with a letter, so it is no number and no date, and has nothing that means something in flow style. */
    private static final Pattern PLAIN = Pattern.compile("(?:https://)?[A-Za-z/][A-Za-z0-9_./@+~-]*");

    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private YamlScalar() {}

    static String of(JsonNode value) {
        return value.isTextual() ? of(value.textValue()) : value.toString();
    }

    static String of(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> quoted.append(character(point)));
        return quoted.append('"').toString();
    }

    private static String character(int point) {
        return switch (point) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> other(point);
        };
    }

    /** A lone half of a surrogate pair is no character, and YAML has no way to write it. */
    private static String other(int point) {
        if ((point >= ' ' && point <= '~') || Character.isLetterOrDigit(point)) {
            return Character.toString(point);
        }
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                ? "\\uFFFD"
                : "\\U%08X".formatted(point);
    }
}
