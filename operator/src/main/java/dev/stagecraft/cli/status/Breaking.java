package dev.stagecraft.cli.status;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text between its words. */
final class Breaking {
    private Breaking() {}

    /** Lines of at most that width, at least one; a longer word stays whole on a line of its own, so that it can be copied. */
    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
