package dev.stagecraft.cli.session;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns, two spaces between them. On a terminal the last one is cut to the width; nothing is cut in a pipe. */
public final class Table {
    private static final String GAP = "  ";
    private static final String CUT = "…";

    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        rows.add(headings);
    }

    /** A table with those headings, which are upper case by convention. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** One more row; as many cells as there are headings. */
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + rows.getFirst());
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Whether it has no row but its headings. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Writes it, headings first. */
    public void print(Console console) {
        lines(console.screen()).forEach(console::line);
    }

    /** Its lines as that screen shows them. */
    public List<String> lines(Screen screen) {
        var widths = widths();
        return rows.stream().map(cells -> line(cells, widths, screen)).toList();
    }

    private int[] widths() {
        var widths = new int[rows.getFirst().size()];
        for (var cells : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(cells.get(i)));
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths, Screen screen) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = cells.get(i);
            line.append(cell);
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - length(cell))).append(GAP);
            }
        }
        return cut(line.toString().stripTrailing(), screen);
    }

    private static String cut(String line, Screen screen) {
        if (!screen.terminal() || length(line) <= screen.width()) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, screen.width() - 1)) + CUT;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
