package dev.stagecraft.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = Table.of("NAME", "MESSAGE").row("app-1", "waits for the host app-2 to answer");

    @Test
    void columnsAreAligned() {
        assertEquals(
                List.of("NAME   MESSAGE", "app-1  waits for the host app-2 to answer"), table.lines(Screen.none()));
    }

    @Test
    void aNarrowTerminalCutsTheLastColumnAndAPipeDoesNot() {
        assertEquals(
                "app-1  waits for th…", table.lines(new Screen(true, 20, false)).getLast());
        assertEquals(41, table.lines(new Screen(false, 20, false)).getLast().length());
    }

    @Test
    void aCellIsCountedByWhatIsSeen() {
        var line =
                Table.of("A", "B").row("\uD83D\uDE80", "x").lines(Screen.none()).getLast();

        assertEquals("\uD83D\uDE80  x", line);
    }

    @Test
    void aRowHasAsManyCellsAsHeadings() {
        assertThrows(IllegalArgumentException.class, () -> Table.of("A", "B").row("x"));
        assertTrue(Table.of("A").isEmpty());
    }
}
