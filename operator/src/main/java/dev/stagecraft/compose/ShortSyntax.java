package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The terse forms of Compose: {@code a:b:c} strings, and keys that take one value or a list of them. */
final class ShortSyntax {
    private ShortSyntax() {}

    /** Splits at colons, but not inside <code>${NAME:-default}</code>. */
    static List<String> parts(String text) {
        return parts(text, false);
    }

    /** The same for a port, where colons also stand inside the brackets of an IPv6 address. */
    static List<String> partsOfPort(String text) {
        return parts(text, true);
    }

    private static List<String> parts(String text, boolean addresses) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((addresses && c == '[') || (c == '{' && i > 0 && text.charAt(i - 1) == '$')) {
                depth++;
            } else if ((c == '}' || (addresses && c == ']')) && depth > 0) {
                depth--;
            } else if (c == ':' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The elements of a list, the single value itself, or nothing. */
    static List<JsonNode> oneOrMany(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        return node.isArray() ? node.valueStream().toList() : List.of(node);
    }
}
