package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Style;
import dev.stagecraft.release.PhaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A board as lines for a terminal: never wider, never more than it has rows. */
final class BoardLines {
    private static final int NAME = 13;
    private static final int WIDEST_BAR = 24;
    private static final int WITH_BAR = 40;
    private static final int FEWEST = 2;

    private final int width;
    private final int height;

    /** One line; the style is for the whole of it. */
    record Line(String text, List<Style> styles) {
        Line(String text, Style... styles) {
            this(text, List.of(styles));
        }
    }

    /** @param height how many lines there may be */
    BoardLines(int width, int height) {
        this.width = width;
        this.height = Math.max(FEWEST, height);
    }

    /** @param began when it was asked for */
    List<Line> of(Board board, Instant began, Instant now) {
        var head = new Line(fit(elapsed(Duration.between(began, now)) + "  " + board.title()), Style.BOLD);
        var rows = board.rows().stream().map(this::row).toList();
        var active = new ArrayList<>(board.active().stream()
                .map(step -> new Line(fit(words(step, now)), Style.CYAN))
                .toList());
        if (!board.waiting().isEmpty()) {
            active.add(new Line(fit("  " + board.waiting()), Style.DIM));
        }
        return folded(head, rows, active);
    }

    /** What is at work is shown before what is over: of the phases those that say least go first. */
    private List<Line> folded(Line head, List<Line> rows, List<Line> active) {
        int room = height - 1;
        var kept = new ArrayList<>(rows);
        for (var style : List.of(Style.DIM, Style.GREEN)) {
            if (kept.size() + active.size() > room) {
                kept.removeIf(line -> line.styles().contains(style));
            }
        }
        kept.addAll(active);
        var lines = new ArrayList<Line>();
        lines.add(head);
        if (kept.size() <= room) {
            lines.addAll(kept);
            return lines;
        }
        lines.addAll(kept.subList(0, room - 1));
        lines.add(new Line(fit("  … " + (kept.size() - room + 1) + " more"), Style.DIM));
        return lines;
    }

    private Line row(Board.Row row) {
        var name = Columns.padded(row.phase(), NAME);
        return switch (row.state()) {
            case PENDING -> new Line(fit(name + counts(row)), Style.DIM);
            case RUNNING -> new Line(fit(name + counts(row)));
            case COMPLETED -> new Line(fit(name + counts(row)), Style.GREEN);
            case FAILED -> new Line(fit(name + "failed" + colon(row.message())), Style.RED);
            case SKIPPED -> new Line(fit(name + "skipped" + colon(row.message())), Style.DIM);
        };
    }

    private String counts(Board.Row row) {
        if (row.total() == 0) {
            return row.state() == PhaseState.COMPLETED ? "done" : "";
        }
        var counted = row.done() + "/" + row.total() + " " + row.unit();
        return width < WITH_BAR ? counted : bar(row) + " " + counted;
    }

    private String bar(Board.Row row) {
        int wide = Math.min(WIDEST_BAR, width - NAME - "[] 100/100 hosts".length() - 1);
        int full = wide * row.done() / row.total();
        return "[" + "#".repeat(full) + ".".repeat(wide - full) + "]";
    }

    /** What takes how long comes first: it is what is left in a narrow window. */
    private static String words(Board.Active step, Instant now) {
        var since = step.since() == null ? "" : elapsed(Duration.between(step.since(), now)) + "  ";
        var where = step.description().contains(step.target()) ? "" : step.target() + ": ";
        return "  " + since + where + step.description() + colon(step.message());
    }

    private static String colon(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    /** The last column stays free: some terminals wrap as soon as it is filled. */
    private String fit(String text) {
        return Columns.cut(text.stripTrailing(), width - 1);
    }

    /** As in 1m 05s. Clocks of two machines may differ: never negative. */
    static String elapsed(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 60 ? seconds + "s" : "%dm %02ds".formatted(seconds / 60, seconds % 60);
    }
}
