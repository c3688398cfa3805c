package dev.stagecraft.reconcile.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    @Test
    void nothingDiffersInTheSameText() {
        assertEquals("", TextDiff.of(lines("a\nb"), lines("a\nb")));
        assertEquals("", TextDiff.of(List.of(), List.of()));
    }

    @Test
    void aChangedLineIsTakenAwayAndAddedWithWhatIsAroundIt() {
        assertEquals(
                """
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """,
                TextDiff.of(lines("1\n2\n3\n4\n5\n6\n7\n8\n9"), lines("1\n2\n3\n4\nfive\n6\n7\n8\n9")));
    }

    @Test
    void aTextThatIsNewOrGoneIsOneHunk() {
        assertEquals("@@ -0,0 +1,2 @@\n+a\n+b\n", TextDiff.of(List.of(), lines("a\nb")));
        assertEquals("@@ -1,2 +0,0 @@\n-a\n-b\n", TextDiff.of(lines("a\nb"), List.of()));
    }

    @Test
    void changesFarFromEachOtherAreHunksOfTheirOwn() {
        var before = IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList();
        var after = new ArrayList<>(before);
        after.set(2, "three");
        after.remove(25);

        var headers = TextDiff.of(before, after).lines().filter(line -> line.startsWith("@@")).toList();

        assertEquals(List.of("@@ -1,6 +1,6 @@", "@@ -23,7 +23,6 @@"), headers);
    }

    /** Whatever is compared, the difference leads from one text to the other. */
    @Test
    void theDifferenceAppliedGivesTheOtherText() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var before = some(random);
            var after = some(random);

            assertEquals(after, applied(before, TextDiff.of(before, after)));
        }
    }

    private static List<String> some(Random random) {
        return random.ints(random.nextInt(25), 0, 6).mapToObj(String::valueOf).toList();
    }

    private static List<String> applied(List<String> before, String diff) {
        var out = new ArrayList<String>();
        int at = 0;
        for (var line : lines(diff)) {
            if (line.startsWith("@@")) {
                var range = line.split("[ ,+-]+");
                int first = Integer.parseInt(range[1]);
                int start = Integer.parseInt(range[2]) == 0 ? first : first - 1;
                out.addAll(before.subList(at, start));
                at = start;
            } else {
                if (line.charAt(0) != '+') {
                    assertEquals(before.get(at++), line.substring(1));
                }
                if (line.charAt(0) != '-') {
                    out.add(line.substring(1));
                }
            }
        }
        out.addAll(before.subList(at, before.size()));
        return out;
    }
}
