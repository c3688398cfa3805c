package dev.stagecraft.provider.migration.raw.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of statements and what they mean, {@code src/test/resources/sql/classes.txt}. */
class ClassifierGoldenTest {
    private static final Path TABLE = Path.of("src/test/resources/sql/classes.txt");

    /** Set to write the reasons anew; read the difference before committing it. */
    private static final boolean UPDATE = System.getenv("STAGECRAFT_UPDATE_GOLDEN") != null;

    /** A block of the table. */
    record Row(Dialect dialect, String meaning, String sql, String reason) {

        static Row parse(String block) {
            var lines = List.of(block.split("\n", -1));
            assertTrue(lines.size() >= 3, () -> "a block without statement or reason: " + block);
            var head = lines.getFirst().split(" ", 2);
            assertEquals(2, head.length, () -> "a block that does not begin with dialect and class: " + block);
            assertTrue(lines.getLast().startsWith("-> "), () -> "a block that does not end with a reason: " + block);
            var sql = lines.subList(1, lines.size() - 1);
            assertTrue(
                    sql.stream().noneMatch(line -> line.startsWith("->")), () -> "a line that nothing uses: " + block);
            return new Row(
                    Dialect.valueOf(head[0]),
                    head[1],
                    String.join("\n", sql),
                    lines.getLast().substring(3));
        }

        Row judged() {
            var statements = Script.read(dialect, sql).statements();
            var verdict = Classifier.classify(dialect, statements).getLast();
            return new Row(dialect, meaning(verdict), sql, verdict.reason());
        }

        private static String meaning(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Allowed allowed -> allowed.risk() + " " + allowed.transaction();
                case Verdict.Forbidden _ -> "FORBIDDEN";
            };
        }

        @Override
        public String toString() {
            return dialect + " " + meaning + "\n" + sql + "\n-> " + reason;
        }
    }

    static Stream<Row> rows() throws IOException {
        return blocks().filter(block -> !block.startsWith("#")).map(Row::parse);
    }

    private static Stream<String> blocks() throws IOException {
        return Arrays.stream(Files.readString(TABLE).strip().split("\n\n", -1));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachStatementMeansWhatTheTableSays(Row row) {
        assertEquals(row.toString(), row.judged().toString());
    }

    @Test
    void theTableIsWrittenAsItIsRead() throws IOException {
        var comment = blocks().findFirst().orElseThrow();
        var written = Stream.concat(
                        Stream.of(comment),
                        rows().map(row -> UPDATE ? row.judged() : row).map(Row::toString))
                .collect(Collectors.joining("\n\n", "", "\n"));
        if (UPDATE) {
            Files.writeString(TABLE, written);
        }
        assertEquals(Files.readString(TABLE), written, "a line of the table that no row uses");
    }

    @Test
    void noStatementIsThereTwice() throws IOException {
        var seen = new HashSet<String>();
        var twice = rows().map(row -> row.dialect() + " " + row.sql())
                .filter(key -> !seen.add(key))
                .toList();
        assertEquals(List.of(), twice);
        assertTrue(seen.size() >= 90, () -> "rows: " + seen.size());
    }

    @Test
    void everyClassIsThereForEveryDatabase() throws IOException {
        var kinds = rows().map(row -> row.dialect() + " " + row.meaning().split(" ", 2)[0])
                .distinct()
                .count();
        assertEquals(12, kinds);
    }

    @Test
    void everyReasonIsWholeSentences() throws IOException {
        var odd = rows().map(Row::reason)
                .filter(reason -> !reason.matches("[A-Z].*\\."))
                .toList();
        assertEquals(List.of(), odd);
    }
}
