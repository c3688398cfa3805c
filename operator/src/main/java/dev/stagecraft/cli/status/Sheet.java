package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that are put together for one look: labels with what they say, and rows in columns. On a terminal texts are broken to its
 * width and rows cut; in a pipe every text is one whole line.
 */
final class Sheet {
    private static final int LABEL = 12;
    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final Console console;
    private final List<String> lines = new ArrayList<>();

    Sheet(Console console) {
        this.console = console;
    }

    List<String> lines() {
        return lines;
    }

    /** A label and a text. */
    void entry(String label, Cell cell) {
        var heading = label + " ".repeat(LABEL - label.length());
        var broken = broken(cell, LABEL, Integer.MAX_VALUE);
        lines.add(console.styled(Style.BOLD, heading) + styled(broken.getFirst(), cell));
        broken.stream().skip(1).forEach(line -> lines.add(" ".repeat(LABEL) + styled(line, cell)));
    }

    /** A label on a line of its own. */
    void heading(String label) {
        lines.add(console.styled(Style.BOLD, label));
    }

    /** A text of no more than that many lines on a terminal. */
    void text(Cell cell, int most) {
        var broken = broken(cell, 2 * INDENT.length(), most);
        lines.add(INDENT + styled(broken.getFirst(), cell));
        broken.stream().skip(1).forEach(line -> lines.add(INDENT.repeat(2) + styled(line, cell)));
    }

    /** A text that must stay as it is, such as a command that is to be copied. */
    void verbatim(String text) {
        lines.add(INDENT + console.styled(Style.CYAN, text));
    }

    /** Rows in columns without an indent, the first of them headings. */
    void table(List<List<Cell>> rows) {
        rows(rows, "");
    }

    /** Rows in columns, as many cells in each. */
    void rows(List<List<Cell>> rows) {
        rows(rows, INDENT);
    }

    private void rows(List<List<Cell>> rows, String indent) {
        if (rows.isEmpty()) {
            return;
        }
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> lines.add(row(row, widths, indent)));
    }

    private String row(List<Cell> row, int[] widths, String indent) {
        int left = console.screen().terminal() ? console.screen().width() - indent.length() : Integer.MAX_VALUE;
        int last = row.size() - 1;
        while (last > 0 && row.get(last).text().isEmpty()) {
            last--;
        }
        var line = new StringBuilder(indent);
        for (int i = 0; i <= last && left > 0; i++) {
            var cell = row.get(i).cut(left);
            line.append(styled(cell.text(), cell));
            left -= cell.length();
            int pad = widths[i] - cell.length() + GAP.length();
            if (i < last && left > pad) {
                line.append(" ".repeat(pad));
                left -= pad;
            } else {
                left = 0;
            }
        }
        return line.toString();
    }

    private List<String> broken(Cell cell, int indent, int most) {
        if (!console.screen().terminal()) {
            return List.of(cell.text());
        }
        var width = Math.max(1, console.screen().width() - indent);
        var found = Breaking.lines(cell.text(), width);
        if (found.size() <= most) {
            return found;
        }
        var kept = new ArrayList<>(found.subList(0, most));
        kept.add(Cell.of(kept.removeLast() + " …").cut(width).text());
        return List.copyOf(kept);
    }

    private String styled(String text, Cell cell) {
        return cell.style().map(style -> console.styled(style, text)).orElse(text);
    }
}
