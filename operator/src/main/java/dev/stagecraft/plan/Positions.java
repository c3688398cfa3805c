package dev.stagecraft.plan;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Positions in a list, written as ranges so that thousands of them stay a word: {@code 0-11 13}. */
public final class Positions {
    /** Status holds 512 characters of an input; the last range comes on top of this. */
    private static final int LONGEST = 480;

    private Positions() {}

    /** The text; where there are more gaps than it can hold, the last range goes on to the end. */
    static String write(Collection<Integer> positions) {
        var text = new StringBuilder();
        var left = new TreeSet<>(positions);
        while (!left.isEmpty()) {
            int first = left.getFirst();
            int last = first;
            while (left.remove(last)) {
                last++;
            }
            int end = text.length() > LONGEST && !left.isEmpty() ? left.getLast() : last - 1;
            text.append(text.isEmpty() ? "" : " ").append(first).append(first == end ? "" : "-" + end);
            left.headSet(end, true).clear();
        }
        return text.toString();
    }

    /** The positions of that text. */
    public static SortedSet<Integer> read(String text) {
        var positions = new TreeSet<Integer>();
        for (var range : text.isBlank() ? new String[0] : text.split(" ")) {
            var ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
                positions.add(i);
            }
        }
        return positions;
    }
}
