package dev.stagecraft.cli.status;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Style;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How texts come onto a screen: broken, cut, aligned, in colour, and how long is how long. */
class LayoutTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @Test
    void aTextIsBrokenBetweenWordsAndALongWordStaysWhole() {
        assertEquals(
                List.of("it waits", "for", "the-machine-of-app-2", "to end"),
                Breaking.lines("it waits for the-machine-of-app-2 to end", 8));
        assertEquals(List.of(""), Breaking.lines("", 8));
    }

    @Test
    void columnsAreAlignedByWhatIsSeen() {
        var sheet = sheet(Screen.none());

        sheet.rows(List.of(
                List.of(Cell.of("\uD83D\uDE80"), Cell.state("ok"), Cell.of("")),
                List.of(Cell.of("app-1"), Cell.state("failed"), Cell.of("why"))));

        assertEquals(List.of("  \uD83D\uDE80      ok", "  app-1  failed  why"), sheet.lines());
    }

    @Test
    void aRowIsCutToTheTerminalAndItsColoursEnd() {
        var sheet = sheet(new Screen(true, 20, true));

        sheet.rows(List.of(List.of(Cell.of("rollout"), Cell.of("failed in the middle", Style.RED))));

        assertEquals(List.of("  rollout  \u001b[31mfailed i…\u001b[0m"), sheet.lines());
    }

    @Test
    void whatAHostSentCannotMoveTheCursor() {
        assertEquals("a [2Jb c", Cell.of("a\u001b[2Jb\r\n\tc").text());
    }

    @Test
    void timesAreSaidAsPeopleDo() {
        assertAll(
                () -> assertEquals("0s", Ages.of(Duration.ofSeconds(-5))),
                () -> assertEquals("59s", Ages.of(Duration.ofSeconds(59))),
                () -> assertEquals("1m", Ages.of(Duration.ofSeconds(60))),
                () -> assertEquals("2m26s", Ages.of(Duration.ofSeconds(146))),
                () -> assertEquals("12m", Ages.of(Duration.ofSeconds(750))),
                () -> assertEquals("3h12m", Ages.of(Duration.ofMinutes(192))),
                () -> assertEquals("3d", Ages.of(Duration.ofHours(72))),
                () -> assertEquals("3d4h", Ages.of(Duration.ofHours(76))),
                () -> assertEquals("-", Ages.between(null, null)));
    }

    private static Sheet sheet(Screen screen) {
        return new Sheet(new Console(NOWHERE, NOWHERE, screen));
    }
}
