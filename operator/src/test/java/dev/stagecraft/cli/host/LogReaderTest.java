package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as the engine gives them. */
class LogReaderTest {
    private static final String TIME = "2026-11-23T10:00:00.000000001Z";

    private static List<LogLine> read(byte[] log) throws IOException {
        var reader = new LogReader(new ByteArrayInputStream(log));
        var lines = new ArrayList<LogLine>();
        for (var line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
        }
        return lines;
    }

    private static String text(LogLine line) {
        return new String(line.text(), UTF_8);
    }

    @Test
    void timesAreTakenOffAndTheTextStays() throws IOException {
        var lines = read((TIME + " caf\u00e9\n" + TIME + " \n" + TIME + " last").getBytes(UTF_8));

        assertEquals(
                List.of("caf\u00e9", "", "last"),
                lines.stream().map(LogReaderTest::text).toList());
        assertEquals(TIME, lines.getLast().time());
    }

    @Test
    void whatIsNoTextPassesAsItIs() throws IOException {
        var log = new ByteArrayOutputStream();
        log.writeBytes((TIME + " ").getBytes(UTF_8));
        log.writeBytes(new byte[] {(byte) 0xff, 0, 27, '\r', '\n'});

        assertArrayEquals(
                new byte[] {(byte) 0xff, 0, 27, '\r'},
                read(log.toByteArray()).getFirst().text());
    }

    @Test
    void whatTheEngineSaysIsNoLineOfTheContainer() throws IOException {
        var line = read("Error response from daemon: No such container: x\n".getBytes(UTF_8))
                .getFirst();

        assertFalse(line.printed());
        assertEquals("Error response from daemon: No such container: x", text(line));
    }

    @Test
    void timesOfAnotherZoneAreThoseOfUtc() throws IOException {
        var piece = "x".repeat(16 << 10);
        var local = "2023-12-08T00:16:56.291023422+01:00 ";

        var lines = read((local + "early\n" + local + piece + local + "end\n2023-02-30T00:00:00.000000000+01:00 no\n")
                .getBytes(UTF_8));

        assertEquals(
                List.of("early", piece + "end", "2023-02-30T00:00:00.000000000+01:00 no"),
                lines.stream().map(LogReaderTest::text).toList());
        assertEquals(
                List.of("2023-12-07T23:16:56.291023422Z", "2023-12-07T23:16:56.291023422Z", ""),
                lines.stream().map(LogLine::time).toList());
    }

    @Test
    void thePiecesOfALongLineAreOneLine() throws IOException {
        var piece = "x".repeat(16 << 10);

        var lines = read((TIME + " " + piece + TIME + " " + piece + TIME + " end\n").getBytes(UTF_8));

        assertEquals(1, lines.size());
        assertEquals(piece + piece + "end", text(lines.getFirst()));
    }

    @Test
    void aLineWithoutEndIsCutAndNothingIsLost() throws IOException {
        var lines = read((TIME + " " + "y".repeat(3 << 20) + "\n" + TIME + " next\n").getBytes(ISO_8859_1));

        assertEquals(List.of(TIME), lines.stream().map(LogLine::time).distinct().toList());
        assertEquals(
                3 << 20,
                lines.stream()
                        .limit(lines.size() - 1)
                        .mapToInt(line -> line.text().length)
                        .sum());
        assertEquals("next", text(lines.getLast()));
    }
}
