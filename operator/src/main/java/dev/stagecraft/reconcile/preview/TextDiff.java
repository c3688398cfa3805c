package dev.stagecraft.reconcile.preview;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts in the unified format, without the two lines that name files. */
final class TextDiff {
    private static final int CONTEXT = 3;

    private TextDiff() {}

    /** A line of the edit script: kept, taken away or added. */
    private record Edit(char mark, String text) {}

    /** Empty where nothing differs. */
    static String of(List<String> before, List<String> after) {
        var edits = edits(before, after);
        if (edits.stream().allMatch(edit -> edit.mark() == ' ')) {
            return "";
        }
        var out = new StringBuilder();
        int at = 0;
        while (at < edits.size()) {
            int first = next(edits, at);
            if (first == edits.size()) {
                break;
            }
            int end = end(edits, first);
            hunk(edits, Math.max(at, first - CONTEXT), end, out);
            at = end;
        }
        return out.toString();
    }

    private static int next(List<Edit> edits, int from) {
        int at = from;
        while (at < edits.size() && edits.get(at).mark() == ' ') {
            at++;
        }
        return at;
    }

    /** Where the context after the last change ends that is too near to the one before it for a hunk of its own. */
    private static int end(List<Edit> edits, int first) {
        int last = first;
        int at = first;
        while (at < edits.size() && at - last <= 2 * CONTEXT) {
            if (edits.get(at).mark() != ' ') {
                last = at;
            }
            at++;
        }
        return Math.min(edits.size(), last + CONTEXT + 1);
    }

    private static void hunk(List<Edit> edits, int from, int to, StringBuilder out) {
        var before = edits.subList(0, from);
        var here = edits.subList(from, to);
        out.append("@@ -")
                .append(range(count(before, '+'), count(here, '+')))
                .append(" +")
                .append(range(count(before, '-'), count(here, '-')))
                .append(" @@\n");
        here.forEach(edit -> out.append(edit.mark()).append(edit.text()).append('\n'));
    }

    /** Of the side that lacks the lines with the other mark. */
    private static int count(List<Edit> edits, char other) {
        return (int) edits.stream().filter(edit -> edit.mark() != other).count();
    }

    private static String range(int before, int lines) {
        return (lines == 0 ? before : before + 1) + "," + lines;
    }

    /** By the longest common subsequence; what is taken away comes before what is added in its place. */
    private static List<Edit> edits(List<String> before, List<String> after) {
        var longest = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                longest[i][j] = before.get(i).equals(after.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        var edits = new ArrayList<Edit>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                edits.add(new Edit(' ', before.get(i++)));
                j++;
            } else if (i < before.size() && (j == after.size() || longest[i + 1][j] >= longest[i][j + 1])) {
                edits.add(new Edit('-', before.get(i++)));
            } else {
                edits.add(new Edit('+', after.get(j++)));
            }
        }
        return edits;
    }
}
