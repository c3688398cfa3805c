package dev.stagecraft.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What changed between two texts, in the unified format that {@code diff -u} writes and {@code patch} reads. The changes are as
 * few as can be (Myers, An O(ND) Difference Algorithm), unless there are more than {@value #MOST}: then everything between what
 * both begin and end with counts as replaced.
 */
public final class TextDiff {
    private static final int CONTEXT = 3;
    private static final int MOST = 2000;

    private TextDiff() {}

    /** One line of both texts together: {@code ' '}, {@code '-'} or {@code '+'} and where it is in each. */
    private record Edit(char sign, int before, int after, String line) {}

    /** The lines of the difference, two lines of names first; none at all when the texts are equal. */
    public static List<String> unified(List<String> before, List<String> after, String nameA, String nameB) {
        if (before.equals(after)) {
            return List.of();
        }
        var edits = edits(before, after);
        var lines = new ArrayList<String>(List.of("--- " + nameA, "+++ " + nameB));
        int at = 0;
        while (at < edits.size()) {
            int first = nextChange(edits, at);
            if (first == edits.size()) {
                break;
            }
            int last = lastChangeNear(edits, first);
            int from = Math.max(0, first - CONTEXT);
            int to = Math.min(edits.size(), last + CONTEXT + 1);
            hunk(edits.subList(from, to), lines);
            at = to;
        }
        return List.copyOf(lines);
    }

    private static int nextChange(List<Edit> edits, int from) {
        int at = from;
        while (at < edits.size() && edits.get(at).sign() == ' ') {
            at++;
        }
        return at;
    }

    /** The last change that is so near to the one before it that their contexts meet. */
    private static int lastChangeNear(List<Edit> edits, int first) {
        int last = first;
        for (int at = first; at < edits.size() && at - last <= 2 * CONTEXT; at++) {
            if (edits.get(at).sign() != ' ') {
                last = at;
            }
        }
        return last;
    }

    private static void hunk(List<Edit> edits, List<String> lines) {
        long removed = edits.stream().filter(edit -> edit.sign() != '+').count();
        long added = edits.stream().filter(edit -> edit.sign() != '-').count();
        var first = edits.getFirst();
        lines.add("@@ -" + range(first.before(), removed) + " +" + range(first.after(), added) + " @@");
        edits.forEach(edit -> lines.add(edit.sign() + edit.line()));
    }

    /** Lines count from one; a range of none names the line before it, as POSIX has it. */
    private static String range(int start, long count) {
        long line = count == 0 ? start : start + 1L;
        return count == 1 ? String.valueOf(line) : line + "," + count;
    }

    private static List<Edit> edits(List<String> before, List<String> after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        var edits = new ArrayList<Edit>();
        for (int i = 0; i < start; i++) {
            edits.add(new Edit(' ', i, i, before.get(i)));
        }
        middle(before.subList(0, before.size() - end), after.subList(0, after.size() - end), start, edits);
        for (int i = end; i > 0; i--) {
            int line = before.size() - i;
            edits.add(new Edit(' ', line, after.size() - i, before.get(line)));
        }
        return edits;
    }

    private static void middle(List<String> before, List<String> after, int start, List<Edit> edits) {
        var kept = kept(before.subList(start, before.size()), after.subList(start, after.size()));
        int x = start;
        int y = start;
        for (int line = start; line <= before.size(); line++) {
            boolean end = line == before.size();
            int partner = end ? after.size() : start + kept[line - start];
            if (!end && partner < start) {
                continue;
            }
            for (; x < line; x++) {
                edits.add(new Edit('-', x, y, before.get(x)));
            }
            for (; y < partner; y++) {
                edits.add(new Edit('+', x, y, after.get(y)));
            }
            if (!end) {
                edits.add(new Edit(' ', x++, y++, before.get(line)));
            }
        }
    }

    /** For each line of the first text the line of the second that it stays as; -1 for one that goes. */
    private static int[] kept(List<String> before, List<String> after) {
        var kept = new int[before.size()];
        Arrays.fill(kept, -1);
        var trace = trace(before, after);
        int x = before.size();
        int y = after.size();
        for (int d = trace.size() - 1; d > 0; d--) {
            int k = x - y;
            var reached = trace.get(d - 1);
            boolean down = k == -d || (k != d && at(reached, d - 1, k - 1) < at(reached, d - 1, k + 1));
            int earlier = down ? k + 1 : k - 1;
            int fromX = at(reached, d - 1, earlier);
            int fromY = fromX - earlier;
            while (x > fromX && y > fromY) {
                kept[--x] = --y;
            }
            x = fromX;
            y = fromY;
        }
        while (!trace.isEmpty() && x > 0 && y > 0) {
            kept[--x] = --y;
        }
        return kept;
    }

    /** How far each diagonal reaches after 0, 1, 2… changes; empty where that would be more than {@link #MOST}. */
    private static List<int[]> trace(List<String> before, List<String> after) {
        var trace = new ArrayList<int[]>();
        for (int d = 0; d <= Math.min(MOST, before.size() + after.size()); d++) {
            var reached = new int[2 * d + 1];
            for (int k = -d; k <= d; k += 2) {
                int x = d == 0 ? 0 : begin(trace.getLast(), d, k);
                while (x < before.size()
                        && x - k < after.size()
                        && before.get(x).equals(after.get(x - k))) {
                    x++;
                }
                reached[k + d] = x;
                if (x >= before.size() && x - k >= after.size()) {
                    trace.add(reached);
                    return List.copyOf(trace);
                }
            }
            trace.add(reached);
        }
        return List.of();
    }

    private static int begin(int[] before, int d, int k) {
        boolean down = k == -d || (k != d && at(before, d - 1, k - 1) < at(before, d - 1, k + 1));
        return down ? at(before, d - 1, k + 1) : at(before, d - 1, k - 1) + 1;
    }

    private static int at(int[] reached, int d, int k) {
        return reached[k + d];
    }
}
