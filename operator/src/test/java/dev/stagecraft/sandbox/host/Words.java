package dev.stagecraft.sandbox.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back what the operator quoted, and nothing looser: every word in single quotes, one blank between words. */
final class Words {

    private static final String EXPORT = "export ";
    private static final String UNSET = "unset ";

    private final String text;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when the text is not exactly what {@code Quoting.posix} writes */
    static List<String> parse(String text) {
        var reader = new Words(text);
        var words = new ArrayList<String>();
        words.add(reader.quoted());
        while (reader.at < text.length()) {
            reader.expect(" ");
            words.add(reader.quoted());
        }
        return List.copyOf(words);
    }

    /** The variables of a file of {@code export NAME='value'} lines, after those that unset what a host here never has. */
    static Map<String, String> exports(String text) {
        var reader = new Words(text);
        while (text.startsWith(UNSET, reader.at)) {
            reader.at = text.indexOf('\n', reader.at) + 1;
        }
        var variables = new LinkedHashMap<String, String>();
        while (reader.at < text.length()) {
            reader.expect(EXPORT);
            var equals = text.indexOf('=', reader.at);
            var name = text.substring(reader.at, equals);
            reader.at = equals + 1;
            variables.put(name, reader.quoted());
            reader.expect("\n");
        }
        return variables;
    }

    private String quoted() {
        var word = new StringBuilder();
        expect("'");
        while (true) {
            var end = text.indexOf('\'', at);
            if (end < 0) {
                throw new IllegalArgumentException("a quote is not closed");
            }
            word.append(text, at, end);
            at = end + 1;
            if (!text.startsWith("\\''", at)) {
                return word.toString();
            }
            word.append('\'');
            at += 3;
        }
    }

    private void expect(String next) {
        if (!text.startsWith(next, at)) {
            throw new IllegalArgumentException("expected %s at %d".formatted(next, at));
        }
        at += next.length();
    }
}
