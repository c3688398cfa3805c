package dev.stagecraft.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void equalTextsHaveNoDifference() {
        assertEquals(List.of(), TextDiff.unified(List.of("a", "b"), List.of("a", "b"), "r1", "r2"));
    }

    @Test
    void aChangedLineIsShownWithThreeLinesAround() {
        var before = IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).toList();
        var after = new ArrayList<>(before);
        after.set(4, "five");

        assertEquals(
                List.of("--- r1", "+++ r2", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"),
                TextDiff.unified(before, after, "r1", "r2"));
    }

    @Test
    void changesThatAreFarApartAreHunksOfTheirOwn() {
        var before = IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList();
        var after = new ArrayList<>(before);
        after.remove(19);
        after.addFirst("zero");

        assertEquals(
                List.of(
                        "--- a",
                        "+++ b",
                        "@@ -1,3 +1,4 @@",
                        "+zero",
                        " 1",
                        " 2",
                        " 3",
                        "@@ -17,4 +18,3 @@",
                        " 17",
                        " 18",
                        " 19",
                        "-20"),
                TextDiff.unified(before, after, "a", "b"));
    }

    @Test
    void aTextThatIsNewOrGoneHasARangeOfNone() {
        assertEquals(
                List.of("--- a", "+++ b", "@@ -0,0 +1,2 @@", "+x", "+y"),
                TextDiff.unified(List.of(), List.of("x", "y"), "a", "b"));
        assertEquals(
                List.of("--- a", "+++ b", "@@ -1 +0,0 @@", "-x"), TextDiff.unified(List.of("x"), List.of(), "a", "b"));
    }

    @Test
    void anyDifferenceLeadsFromOneTextToTheOtherWithAsFewChangesAsCanBe() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            var before = text(random, random.nextInt(30), 4);
            var after = text(random, random.nextInt(30), 4);

            var lines = TextDiff.unified(before, after, "a", "b");

            assertEquals(after, patched(before, lines), () -> before + " -> " + after + ": " + lines);
            assertEquals(before.size() + after.size() - 2 * common(before, after), changes(lines), lines::toString);
        }
    }

    @Test
    void textsWithHardlyALineInCommonAreReplaced() {
        var random = new Random(7);
        var before = text(random, 20_000, 1_000_000);
        var after = text(random, 20_000, 1_000_000);

        assertEquals(after, patched(before, TextDiff.unified(before, after, "a", "b")));
    }

    private static List<String> text(Random random, int lines, int words) {
        return IntStream.range(0, lines)
                .mapToObj(line -> "line " + random.nextInt(words))
                .toList();
    }

    private static long changes(List<String> lines) {
        return lines.stream()
                .skip(2)
                .filter(line -> line.startsWith("+") || line.startsWith("-"))
                .count();
    }

    /** What {@code patch} makes of it, which also holds the lines that stay and go against the text. */
    private static List<String> patched(List<String> before, List<String> lines) {
        var result = new ArrayList<String>();
        int at = 0;
        for (var line : lines.stream().skip(2).toList()) {
            var content = line.substring(1);
            switch (line.charAt(0)) {
                case '@' -> {
                    var range = line.split("[ ,]", -1);
                    int start = -Integer.parseInt(range[1]) - (line.contains(",0 +") ? 0 : 1);
                    result.addAll(before.subList(at, start));
                    at = start;
                }
                case ' ' -> {
                    assertEquals(before.get(at++), content);
                    result.add(content);
                }
                case '-' -> assertEquals(before.get(at++), content);
                case '+' -> result.add(content);
                default -> throw new AssertionError(line);
            }
        }
        result.addAll(before.subList(at, before.size()));
        return result;
    }

    private static int common(List<String> one, List<String> other) {
        var lengths = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                lengths[i][j] = one.get(i).equals(other.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths[0][0];
    }
}
