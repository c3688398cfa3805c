package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What progress looks like in windows of several sizes. */
class BoardLinesTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T10:01:05Z");
    private static final Ask ASK = Ask.of(new Goal.Deploy("v2", 2), Snapshots.before());

    @TempDir
    Path directory;

    private static List<String> lines(int width, int height) {
        return new BoardLines(width, height)
                .of(Board.of(ASK, Snapshots.rolling()), BEGAN, NOW).stream()
                        .map(BoardLines.Line::text)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({"100, 24", "60, 24", "40, 24", "30, 24", "20, 24", "80, 6", "80, 3"})
    void looksLikeThis(int width, int height) {
        var text = lines(width, height).stream().collect(Collectors.joining("\n", "", "\n"));

        CliRun.in(directory).golden("release/live-" + width + "x" + height, new CliRun.Result(0, text, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 20, 23, 39, 40, 41, 80, 200})
    void noLineIsAsWideAsTheWindowAndThereAreNoMoreThanFit(int width) {
        for (int height = 2; height < 16; height++) {
            var lines = lines(width, height);
            assertTrue(lines.size() <= height, lines::toString);
            lines.forEach(line -> assertTrue(Columns.width(line) < width, line));
            lines.forEach(line -> assertTrue(line.chars().noneMatch(Character::isISOControl), line));
        }
    }

    @Test
    void beforeTheOperatorHasSeenItNothingOfTheOldReleaseIsShown() {
        var unseen = Snapshots.before();
        unseen.getMetadata().setGeneration(2L);

        var board = Board.of(ASK, unseen);

        assertEquals(new Board("shop", List.of(), List.of(), "waiting for the operator to see it"), board);
    }

    @Test
    void wideAndCombiningLettersAreMeasuredAsTerminalsDo() {
        assertEquals(4, Columns.width("日本"));
        assertEquals(1, Columns.width("e\u0301"));
        assertEquals("日…", Columns.cut("日本語", 4));
        assertEquals("a b c", Columns.clean("a\tb\u001bc"));
        assertEquals("abc", Columns.cut("abc", 3));
    }
}
