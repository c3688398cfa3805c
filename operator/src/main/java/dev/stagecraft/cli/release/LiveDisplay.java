package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Console;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A block of lines that is drawn again where it stands. When the window has become narrower since, the terminal has broken the
 * lines that were there: they are counted as it shows them now.
 */
final class LiveDisplay implements Display {
    private static final String ESCAPE = "\u001b[";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    private static final String ERASE_LINE = ESCAPE + "K";
    private static final String ERASE_BELOW = ESCAPE + "J";

    private final Ask ask;
    private final Console console;
    private final Clock clock;
    private final Supplier<WindowSize> window;
    private final Instant began;
    private List<Integer> drawn = List.of();
    private Optional<Stagecraft> last = Optional.empty();
    private boolean begun;
    private boolean closed;

    /** @param window asked before each drawing */
    LiveDisplay(Ask ask, Console console, Clock clock, Supplier<WindowSize> window) {
        this.ask = ask;
        this.console = console;
        this.clock = clock;
        this.window = window;
        began = clock.instant();
    }

    @Override
    public synchronized void show(Stagecraft now) {
        if (ask.shows(now)) {
            last = Optional.of(now);
            draw();
        }
    }

    @Override
    public synchronized void tick() {
        draw();
    }

    private void draw() {
        if (closed || last.isEmpty()) {
            return;
        }
        var size = window.get();
        var lines = new BoardLines(size.columns(), size.rows() - 1)
                .of(Board.of(ask, last.get()), began, clock.instant());
        var text = new StringBuilder(begun ? "" : HIDE_CURSOR);
        begun = true;
        int up = Math.min(rows(size), size.rows() - 1);
        if (up > 0) {
            text.append(ESCAPE).append(up).append('A');
        }
        text.append('\r');
        var widths = new ArrayList<Integer>();
        for (var line : lines) {
            text.append(styled(line)).append(ERASE_LINE).append('\n');
            widths.add(Columns.width(line.text()));
        }
        drawn = widths;
        write(text.append(ERASE_BELOW).toString());
    }

    /** How many rows what was drawn last takes up in a window of that size. */
    private int rows(WindowSize size) {
        return drawn.stream()
                .mapToInt(width -> Math.max(1, Math.ceilDiv(width, size.columns())))
                .sum();
    }

    private String styled(BoardLines.Line line) {
        var text = line.text();
        for (var style : line.styles()) {
            text = console.styled(style, text);
        }
        return text;
    }

    private void write(String text) {
        console.out().print(text);
        console.out().flush();
    }

    @Override
    public synchronized void close() {
        if (!closed && begun) {
            // What was typed meanwhile, such as ^C, stands where the next line goes.
            write("\r" + ERASE_LINE + SHOW_CURSOR);
        }
        closed = true;
    }
}
