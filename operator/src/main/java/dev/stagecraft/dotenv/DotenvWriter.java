package dev.stagecraft.dotenv;

import java.util.Map;
import java.util.regex.Pattern;

/** Writes a dotenv file from which {@link Dotenv#parse}, and Compose, read the same values back. */
public final class DotenvWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    /** What a pair of single quotes keeps, on one line. */
    private static final Pattern QUOTABLE = Pattern.compile("[^'\\\\\\p{Cntrl}\u0085\u2028\u2029]*");

    private DotenvWriter() {}

    /**
     * A line for each variable, in the order of the map; as secret as the values.
     *
     * @throws IllegalArgumentException for a name that no process can have, or a value with NUL or with half a character; the
     *     value is not in the message
     */
    public static String write(Map<String, String> variables) {
        StringBuilder file = new StringBuilder();
        variables.forEach((name, value) -> file.append(checked(name, value))
                .append('=')
                .append(quoted(value))
                .append('\n'));
        return file.toString();
    }

    private static String checked(String name, String value) {
        if (!Letters.isName(name)) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot be an environment variable; use letters, digits and '_', not a digit first.");
        }
        if (value.indexOf('\0') >= 0
                || value.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("The value of " + name
                    + " has a NUL character or is no valid text; such a value cannot be an environment variable.");
        }
        return name;
    }

    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        return QUOTABLE.matcher(value).matches() ? "'" + value + "'" : '"' + escaped(value) + '"';
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
