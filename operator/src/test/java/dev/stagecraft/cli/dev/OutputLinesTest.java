package dev.stagecraft.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputLinesTest {
    @Test
    void linesAreCutAtTheirEndsAndTheLastOneNeedsNone() {
        assertEquals(List.of("one", "", "two", "rest"), lines("one\n\ntwo\r\nrest"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void aProgressBarIsShownAsItStandsInTheEnd() {
        assertEquals(List.of("100 %", "done"), lines("1 %\r50 %\r100 %\ndone\n"));
    }

    @Test
    void aLetterOfSeveralBytesSurvivesTheEdgeOfARead() {
        var bytewise = new FilterInputStream(new ByteArrayInputStream("größe €\n".getBytes(UTF_8))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };
        var lines = new ArrayList<String>();

        new OutputLines(lines::add).pump(bytewise);

        assertEquals(List.of("größe €"), lines);
    }

    @Test
    void aLineThatDoesNotEndIsShownInPieces() {
        assertEquals(List.of("x".repeat(OutputLines.LONGEST), "y"), lines("x".repeat(OutputLines.LONGEST) + "y"));
    }

    @Test
    void namesAreAlignedAndThereIsNoEscapeCodeWithoutColours() {
        var bytes = new ByteArrayOutputStream();
        var lines = new Lines(new PrintStream(bytes, true, UTF_8), false, List.of("web", "a-long-service"));

        lines.line("web", "\u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b[2Jcleared\u0008\ttab");
        lines.say("hello");

        assertEquals("web            | red cleared\ttab\nstagecraft     | hello\n", bytes.toString(UTF_8));
    }

    @Test
    void eachSourceHasAColourAndKeepsItsOwnButMayNotClearTheScreen() {
        var bytes = new ByteArrayOutputStream();
        var lines = new Lines(new PrintStream(bytes, true, UTF_8), true, List.of("web", "db"));

        lines.line("web", "\u001b[31mred\u001b[2J\u001b[1;1H");
        lines.line("db", "plain");
        lines.line("db", "broken \u001b[31");

        assertEquals(
                List.of(
                        "\u001b[36mweb        | \u001b[0m\u001b[31mred\u001b[0m",
                        "\u001b[32mdb         | \u001b[0mplain",
                        "\u001b[32mdb         | \u001b[0mbroken [31"),
                bytes.toString(UTF_8).lines().toList());
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        new OutputLines(lines::add).pump(new ByteArrayInputStream(text.getBytes(UTF_8)));
        return lines;
    }
}
