package dev.stagecraft.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How the block is drawn over itself. */
class LiveDisplayTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(PrintStream.nullOutputStream()),
            new Screen(true, 80, true));
    private WindowSize size = new WindowSize(80, 24);
    private final LiveDisplay display = new LiveDisplay(
            Ask.of(new Goal.Deploy("v2", 2), Snapshots.before()),
            console,
            Clock.fixed(Instant.parse("2026-11-23T10:01:05Z"), ZoneOffset.UTC),
            () -> size);

    private String drawn() {
        var text = out.toString(UTF_8);
        out.reset();
        return text;
    }

    @Test
    void theSecondDrawingStandsWhereTheFirstStood() {
        display.show(Snapshots.rolling());
        var first = drawn();
        assertTrue(first.startsWith("\u001b[?25l\r"), first);
        long lines = first.chars().filter(c -> c == '\n').count();
        assertEquals(9, lines);

        display.tick();

        var second = drawn();
        assertTrue(second.startsWith("\u001b[9A\r"), second);
        assertTrue(second.endsWith("\u001b[J"), second);
    }

    @Test
    void anotherWidthBeginsAtTheTopOfAWindowThatWasScrolledEmpty() {
        display.show(Snapshots.rolling());
        drawn();
        size = new WindowSize(30, 24);

        display.tick();

        var narrow = drawn();
        assertTrue(narrow.startsWith("\u001b[24;1H" + "\n".repeat(24) + "\u001b[H\r"), narrow);
        display.tick();
        assertTrue(drawn().startsWith("\u001b[9A\r"));
    }

    @Test
    void theCursorIsShownAgainOnceAndNothingIsDrawnAfterwards() {
        display.show(Snapshots.rolling());
        drawn();

        display.close();
        assertTrue(drawn().endsWith("\u001b[?25h"));

        display.close();
        display.tick();
        display.show(Snapshots.rolling());
        assertEquals("", drawn());
    }

    @Test
    void whatWasNeverDrawnNeedsNoEnd() {
        display.tick();
        display.close();

        assertEquals("", drawn());
        assertFalse(out.size() > 0);
    }
}
