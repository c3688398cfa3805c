package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Console;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A block of lines that is drawn again where it stands. When the width of the window has changed, nobody knows where that is:
 * some terminals break or join the lines that stand there, and some do so before the new size can be asked for. All that is to be
 * seen then goes up out of the window, where it can still be read, and the block begins at the top.
 */
final class LiveDisplay implements Display {
    private static final String ESCAPE = "\u001b[";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    private static final String HOME = ESCAPE + "H";
    private static final String ERASE_LINE = ESCAPE + "K";
    private static final String ERASE_BELOW = ESCAPE + "J";

    private final Ask ask;
    private final Console console;
    private final Clock clock;
    private final Supplier<WindowSize> window;
    private final Instant began;
    private int drawn;
    private int width;
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
        var lines =
                new BoardLines(size.columns(), size.rows() - 1).of(Board.of(ask, last.get()), began, clock.instant());
        var text = new StringBuilder();
        if (!begun) {
            text.append(HIDE_CURSOR);
        } else if (size.columns() != width) {
            text.append(ESCAPE)
                    .append(size.rows())
                    .append(";1H")
                    .repeat('\n', size.rows())
                    .append(HOME);
        } else if (drawn > 0) {
            text.append(ESCAPE).append(drawn).append('A');
        }
        begun = true;
        width = size.columns();
        drawn = lines.size();
        text.append('\r');
        for (var line : lines) {
            text.append(styled(line)).append(ERASE_LINE).append('\n');
        }
        write(text.append(ERASE_BELOW).toString());
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
