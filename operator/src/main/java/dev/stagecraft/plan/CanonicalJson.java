package dev.stagecraft.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one way in which a value is written for hashing: no white space, keys sorted by code unit, numbers only as
 * integers, everything outside printable ASCII escaped (a subset of RFC 8785 that needs no number formatting).
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** {@code sha256:} and the hex digest of the value's canonical form. */
    public static String hash(Object value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return "sha256:"
                    + HexFormat.of().formatHex(digest.digest(write(value).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The canonical form of a value built from maps with text keys, lists, text, integers, booleans, enums and optionals
     * (an empty one is {@code null}).
     *
     * @throws IllegalArgumentException for anything else
     */
    public static String write(Object value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Object value) {
        switch (value) {
            case String text -> quote(out, text);
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean flag -> out.append(flag.booleanValue());
            case Enum<?> constant -> quote(out, constant.name());
            case Optional<?> optional ->
                optional.ifPresentOrElse(inner -> append(out, inner), () -> out.append("null"));
            case List<?> list -> list(out, list);
            case Map<?, ?> map -> map(out, map);
            default -> throw new IllegalArgumentException("no canonical form for " + value.getClass());
        }
    }

    private static void list(StringBuilder out, List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(out, list.get(i));
        }
        out.append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> map) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw new IllegalArgumentException("no canonical form for the key " + key);
            }
            sorted.put(text, value);
        });
        out.append('{');
        var separator = "";
        for (var entry : sorted.entrySet()) {
            out.append(separator);
            quote(out, entry.getKey());
            out.append(':');
            append(out, entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
