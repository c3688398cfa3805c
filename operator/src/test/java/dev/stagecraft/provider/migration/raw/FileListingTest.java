package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.MigrationRisk;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileListingTest {
    @Test
    void numbersOrderFilesAndTextDoesNot() {
        var listing = of("10_b.sql", "9_a.sql", "V11__c.sql");
        assertEquals(
                List.of("9_a", "10_b", "V11__c"),
                listing.scripts().stream().map(MigrationScript::id).toList());
        assertEquals(
                List.of(
                        "Files run in the order of their numbers, not of their text: 9_a.sql runs before 10_b.sql. Pad the numbers of new files; a file that is applied keeps its name."),
                listing.notes());
    }

    @Test
    void flywaysNamesHaveTheNoteToo() {
        var note = of("V10__b.sql", "V9__a.sql").notes().getFirst();
        assertTrue(note.contains("V9__a.sql runs before V10__b.sql"), note);
        assertEquals(List.of(), of("V9__a.sql", "V8__b.sql").notes());
    }

    @Test
    void whatIsNoSqlIsIgnoredWithAWord() {
        var listing = of("001_a.sql", "README.md");
        assertEquals(List.of("README.md is ignored: it is not an .sql file."), listing.notes());
        assertEquals(List.of(), listing.refusals());
    }

    @Test
    void aDirectoryIsNotLookedIntoWithAWord() {
        var files = new ArrayList<>(List.of(new MigrationFile("001_a.sql", "SELECT 1;")));
        IntStream.rangeClosed(2, 8).forEach(i -> files.add(MigrationFile.directory("v" + i)));
        var listing = FileListing.of(Dialect.POSTGRESQL, files);
        assertEquals(
                List.of(
                        "Directories are not looked into, files in them do not run: v2/, v3/, v4/, v5/, v6/ and 2 more."),
                listing.notes());
        assertEquals(List.of(), listing.refusals());
    }

    @Test
    void upAndDownFilesRunUpwardsByNumberAndNeverDown() {
        var listing =
                of("1_first.up.sql", "1_first.down.sql", "2_second.up.sql", "10_tenth.up.sql", "10_tenth.down.sql");
        assertEquals(List.of(), listing.refusals());
        assertEquals(
                List.of("1_first.up", "2_second.up", "10_tenth.up"),
                listing.scripts().stream().map(MigrationScript::id).toList());
        assertEquals(
                List.of(
                        "10_tenth.down.sql never runs: it undoes a migration that is there too.",
                        "1_first.down.sql never runs: it undoes a migration that is there too."),
                listing.notes().stream().filter(note -> note.contains("down")).toList());
    }

    @Test
    void aFileThatUndoesWhatIsNotThereIsRefused() {
        assertEquals(1, of("1_first.down.sql").refusals().size());
        assertEquals(1, of("1_first.sql", "1_first.down.sql").refusals().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1.2__x.sql | V1.2__x.sql cannot be used: a version is one whole number here, without parts: V12__name.sql.",
                "R__x.sql | R__x.sql cannot be used: repeatable migrations are not known here: give it a number and run it once.",
                "U1__x.sql | U1__x.sql cannot be used: it undoes a migration, and migrations are never undone: take the file out of the source.",
                "001_x.down.sql | 001_x.down.sql cannot be used: it undoes a migration, and migrations are never undone: take the file out of the source.",
                "initial.sql | initial.sql cannot be used: its name does not begin with a number: call it 001_name.sql or V1__name.sql."
            })
    void namesThatCannotBeUsed(String name, String sentence) {
        assertEquals(List.of(sentence), sentences(of(name)));
    }

    @Test
    void aNumberIsThereOnce() {
        assertEquals(
                List.of("001_a.sql and V1__b.sql have the same number: give the newer one the next free number."),
                sentences(of("001_a.sql", "V1__b.sql")));
        assertEquals(
                List.of("001_a.sql is there twice: keep one of the two."), sentences(of("001_a.sql", "001_a.sql")));
    }

    @Test
    void contentThatCannotRunIsRefused() {
        assertEquals(
                List.of("001_a.sql holds no statement: fill it, or take it out of the source."),
                sentences(with("001_a.sql", "-- nothing\n")));
        assertEquals(
                List.of("001_a.sql holds a NUL character: it is no text."),
                sentences(with("001_a.sql", "SELECT 1;\0")));
        assertEquals(
                List.of(
                        "001_a.sql line 2 cannot run in a transaction: move the statement to a file of its own that begins with the line -- stagecraft:no-transaction."),
                sentences(with("001_a.sql", "SELECT 1;\nCREATE INDEX CONCURRENTLY i ON t (a);")));
        assertEquals(
                List.of(
                        "001_a.sql line 2 builds an index without a name: name it, so that what is left of a broken build can be found."),
                sentences(with("001_a.sql", "-- stagecraft:no-transaction\nCREATE INDEX CONCURRENTLY ON t (a);")));
        assertEquals(1, with("001_a.sql", "SELECT 'open").refusals().size());
    }

    @Test
    void aFileIsAsRiskyAsItsWorstStatement() {
        var migration = with("001_a.sql", "-- stagecraft:needed-by v1.2\nCREATE TABLE t (a int);\nDROP TABLE u;\n")
                .scripts()
                .getFirst()
                .migration();
        assertEquals(MigrationRisk.CONTRACT, migration.risk());
        assertEquals(List.of("v1.2"), migration.directives().neededBy());
        assertEquals(1, migration.reasons().size());
        assertEquals("line 3: ", migration.reasons().getFirst().substring(0, 8));
    }

    @Test
    void theWorstReasonComesFirst() {
        var migration = with("001_a.sql", """
                        CREATE INDEX i ON u (a);
                        UPDATE u SET a = 1;
                        DROP TABLE v;
                        TRUNCATE w;
                        """).scripts().getFirst().migration();
        assertEquals(
                List.of("line 3", "line 4", "line 1", "line 2"),
                migration.reasons().stream()
                        .map(reason -> reason.substring(0, 6))
                        .toList());
    }

    private static FileListing of(String... names) {
        return FileListing.of(
                Dialect.POSTGRESQL,
                Stream.of(names)
                        .map(name -> new MigrationFile(name, "SELECT 1;"))
                        .toList());
    }

    private static FileListing with(String name, String content) {
        return FileListing.of(Dialect.POSTGRESQL, List.of(new MigrationFile(name, content)));
    }

    private static List<String> sentences(FileListing listing) {
        return listing.refusals().stream().map(MigrationRefusal::message).toList();
    }
}
