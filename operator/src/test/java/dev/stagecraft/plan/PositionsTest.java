package dev.stagecraft.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionsTest {
    @Test
    void rangesAreReadAsTheyWereWritten() {
        var positions = List.of(0, 1, 2, 5, 7, 8);

        assertEquals("0-2 5 7-8", Positions.write(positions));
        assertEquals(new TreeSet<>(positions), Positions.read("0-2 5 7-8"));
        assertEquals("", Positions.write(List.of()));
        assertEquals(new TreeSet<>(), Positions.read(""));
    }

    @Test
    void thousandsFitIntoAnInput() {
        assertEquals("3-4999", Positions.write(IntStream.range(3, 5000).boxed().toList()));
        var gaps = IntStream.range(0, 2000).map(i -> 2 * i).boxed().toList();

        var written = Positions.write(gaps);

        assertTrue(written.length() <= 512, written);
        assertTrue(Positions.read(written).containsAll(gaps));
        assertEquals(3998, Positions.read(written).last());
    }
}
