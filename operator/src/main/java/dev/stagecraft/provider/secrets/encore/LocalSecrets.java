package dev.stagecraft.provider.secrets.encore;

import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .secrets.local.cue}: of CUE the lines {@code Name: "value"} and comments, which is all that Encore's own
 * documentation shows. Anything else is refused by its line, and nothing of the line is shown.
 */
final class LocalSecrets {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:\"(?<quoted>[A-Za-z_][A-Za-z0-9_]*)\"|(?<name>[A-Za-z_][A-Za-z0-9_]*))\\s*:\\s*\"(?<value>(?:[^\"\\\\]|\\\\.)*+)\"\\s*,?\\s*(?://.*)?");
    private static final Pattern NOTHING = Pattern.compile("\\s*(?://.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", Pattern.DOTALL);
    private static final String SHORT = "abfnrtv\\\"/";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"/";

    private final Map<String, Secret> values = new TreeMap<>();
    private final List<Integer> refused = new ArrayList<>();

    private LocalSecrets() {}

    /**
     * What a file says.
     *
     * @param refusedLines numbers of lines that say something else; the values are not to be used when there is one
     */
    record Read(Map<String, Secret> values, List<Integer> refusedLines) {}

    static Read read(String text) {
        var file = new LocalSecrets();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            file.line(i + 1, lines.get(i));
        }
        return new Read(file.values, file.refused);
    }

    private void line(int number, String line) {
        if (NOTHING.matcher(line).matches()) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        Optional<String> value = matcher.matches() ? unescaped(matcher.group("value")) : Optional.empty();
        if (value.isEmpty()) {
            refused.add(number);
            return;
        }
        String quoted = matcher.group("quoted");
        values.put(quoted == null ? matcher.group("name") : quoted, Secret.of(value.get()));
    }

    /** Empty where an escape means nothing, or CUE would put another value in. */
    private static Optional<String> unescaped(String text) {
        var value = new StringBuilder();
        int from = 0;
        Matcher escape = ESCAPE.matcher(text);
        while (escape.find()) {
            String what = escape.group(1);
            int known = SHORT.indexOf(what.charAt(0));
            int point = what.length() > 1 ? Integer.parseUnsignedInt(what.substring(1), 16) : -1;
            if (what.length() > 1 ? !Character.isValidCodePoint(point) : known < 0) {
                return Optional.empty();
            }
            value.append(text, from, escape.start())
                    .append(what.length() > 1 ? Character.toString(point) : MEANINGS.substring(known, known + 1));
            from = escape.end();
        }
        return Optional.of(value.append(text.substring(from)).toString());
    }
}
