package dev.stagecraft.dotenv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back; whatever is read has an answer. Each seed stands for a block of random files. */
@Timeout(60)
class RoundTripTest {
    private static final int BLOCK = 200;

    static LongStream seeds() {
        return LongStream.range(0, 20).map(block -> block * BLOCK);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyValueComesBackByteForByte(long seed) {
        LongStream.range(seed, seed + BLOCK).forEach(each -> {
            var random = new Random(each);
            var values = new TreeMap<String, String>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                values.put("V" + i, NastyText.of(random));
            }

            var read = Interpolation.resolve(List.of(new Layer("f", false, entries(DotenvWriter.write(values)))));

            var seen = new TreeMap<String, String>();
            assertInstanceOf(Interpolated.Resolved.class, read)
                    .variables()
                    .forEach((name, variable) -> seen.put(name, variable.value()));
            assertEquals(values, seen, "seed " + each);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyTextHasAnAnswerAndAlwaysTheSame(long seed) {
        LongStream.range(seed, seed + BLOCK).forEach(each -> {
            String text = NastyText.file(new Random(each));

            Dotenv first = Dotenv.parse(text);

            assertEquals(first, Dotenv.parse(text), "seed " + each);
            switch (first) {
                case Dotenv.Entries(var entries) -> {
                    assertTrue(entries.stream().allMatch(entry -> Letters.isName(entry.name())), "seed " + each);
                    assertEquals(
                            Interpolation.resolve(List.of(new Layer("f", false, entries))),
                            Interpolation.resolve(List.of(new Layer("f", false, entries))));
                }
                case Dotenv.Invalid(var problems) -> {
                    assertFalse(problems.isEmpty(), "seed " + each);
                    int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
                    assertTrue(
                            problems.stream().allMatch(problem -> problem.line() >= 1 && problem.line() <= lines),
                            "seed " + each);
                }
            }
        });
    }

    @Test
    void aFileIsWrittenForPeopleToo() {
        var values = new LinkedHashMap<String, String>();
        values.put("PLAIN", "postgres://h:5432/db");
        values.put("SPACES", " a b ");
        values.put("DOLLAR", "pa$$word");
        values.put("QUOTE", "it's $5");
        values.put("EMPTY", "");
        values.put("LINES", "1\n2\r\n\t\\");

        assertEquals("""
                PLAIN=postgres://h:5432/db
                SPACES=' a b '
                DOLLAR='pa$$word'
                QUOTE="it's \\$5"
                EMPTY=
                LINES="1\\n2\\r\\n\\t\\\\"
                """, DotenvWriter.write(values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A-B", "A B", "A=B", "A\n", "\u00c4"})
    void aNameThatIsNoneIsNotWritten(String name) {
        assertThrows(IllegalArgumentException.class, () -> DotenvWriter.write(Map.of(name, "v")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2\u0000", "hunter2\ud800"})
    void aValueThatNoProcessCanHoldIsNotWrittenAndNotShown(String value) {
        var refused = assertThrows(IllegalArgumentException.class, () -> DotenvWriter.write(Map.of("A", value)));

        assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"));
    }

    private static List<DotenvEntry> entries(String file) {
        return assertInstanceOf(Dotenv.Entries.class, Dotenv.parse(file)).entries();
    }
}
