package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine promises on every database where the files are not what was applied, or the tables are not its own. */
interface DifferencesContract {
    Scene scene();

    @Test
    default void anEditedFileStopsUntilItIsAccepted() {
        // Given
        scene().apply();
        String before = scene().database
                .rows("SELECT checksum FROM stagecraft_migrations WHERE id = '002_count'")
                .getFirst();
        scene().file("002_count.sql", RawEngineContract.COUNT + "-- a word\n")
                .file("003_more.sql", "INSERT INTO counter VALUES (3, 1);");

        // When
        var refusal = refusal();

        // Then
        String now = MigrationScript.checksum(RawEngineContract.COUNT + "-- a word\n");
        assertEquals(MigrationReason.CHECKSUM_MISMATCH, refusal.reason());
        assertTrue(refusal.message().contains(before), refusal.message());
        assertTrue(refusal.message().contains("accept: [{id: 002_count, checksum: " + now + "}]"), refusal.message());
        assertEquals(
                MigrationReason.CHECKSUM_MISMATCH,
                assertThrows(MigrationException.class, scene()::apply).reason());

        // When
        scene().config = "{accept: [{id: 002_count, checksum: %s}]}".formatted(now);
        assertEquals(List.of("003_more"), scene().apply().ran());

        // Then
        scene().config = "{}";
        assertEquals(List.of(), scene().plan().refusals());
    }

    @Test
    default void lineEndsAndAByteOrderMarkAreNoEdit() {
        scene().apply();
        scene().file("001_initial.sql", "\ufeff" + RawEngineContract.INITIAL.replace("\n", "\r\n"));
        assertEquals(List.of(), scene().plan().refusals());
    }

    @Test
    default void aMissingAppliedFileIsANote() {
        scene().apply();
        scene().files.remove("001_initial.sql");
        var plan = scene().plan();
        assertEquals(List.of(), plan.refusals());
        assertEquals(List.of("001_initial is applied and has no file any more."), plan.notes());
        assertEquals(List.of(), scene().apply().ran());
    }

    @Test
    default void aNewFileBeforeAnAppliedOneIsRefusedUnlessAllowed() {
        // Given
        scene().apply();
        scene().file("000_early.sql", "INSERT INTO counter VALUES (0, 1);");

        // When
        var refusal = refusal();

        // Then
        assertEquals(MigrationReason.OUT_OF_ORDER, refusal.reason());
        assertTrue(refusal.message().startsWith("000_early.sql is new and sorts before 2"), refusal.message());
        scene().config = "{allowOutOfOrder: true}";
        assertEquals(List.of("000_early"), scene().apply().ran());
    }

    @Test
    default void aRenamedAppliedFileIsRefusedWhateverIsAllowed() {
        // Given
        scene().apply();
        scene().config = "{allowOutOfOrder: true}";
        for (String name : List.of("002_other.sql", "0002_count.sql", "V2__count.sql", "003_count.sql")) {
            scene().files.remove("002_count.sql");
            scene().file(name, RawEngineContract.COUNT);

            // When
            var refusal = refusal();

            // Then
            assertEquals(MigrationReason.OUT_OF_ORDER, refusal.reason());
            assertTrue(refusal.message().contains("call it 002_count.sql as before"), refusal.message());
            assertThrows(MigrationException.class, scene()::apply);
            scene().files.remove(name);
        }
        scene().file("002_count.sql", RawEngineContract.COUNT);
        assertEquals(List.of(), scene().plan().refusals());
    }

    @Test
    default void aDatabaseWithTablesNeedsABaseline() {
        // Given
        scene().database.run("CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)");

        // When
        var refusal = refusal();

        // Then
        assertEquals(MigrationReason.BASELINE_NEEDED, refusal.reason());
        assertEquals(
                MigrationReason.BASELINE_NEEDED,
                assertThrows(MigrationException.class, scene()::apply).reason());
        scene().config = "{baseline: 009_none}";
        assertEquals(MigrationReason.INVALID_CONFIGURATION, refusal().reason());

        // When
        scene().config = "{baseline: 001_initial}";
        assertEquals(List.of("002_count"), scene().pending());
        assertEquals(List.of("002_count"), scene().apply().ran());

        // Then
        assertEquals(List.of("001_initial done", "002_count done"), scene().ledger());
        assertEquals(List.of("1", "2"), scene().database.rows("SELECT id FROM counter ORDER BY id"));
    }

    @Test
    default void aBaselineSaysNothingOfAnEmptyDatabase() {
        scene().config = "{baseline: 002_count}";
        assertEquals(List.of("001_initial", "002_count"), scene().apply().ran());
    }

    @Test
    default void anOldTableIsTakenOver() {
        // Given
        scene().database
                .run(
                        "CREATE TABLE stagecraft_migrations (id varchar(200) PRIMARY KEY, applied_at timestamp NOT NULL)",
                        "INSERT INTO stagecraft_migrations VALUES ('001_initial.sql', CURRENT_TIMESTAMP)",
                        RawEngineContract.INITIAL.strip().replace(";", ""));
        assertEquals(List.of("002_count"), scene().pending());

        // When
        assertEquals(List.of("002_count"), scene().apply().ran());

        // Then
        assertEquals(List.of("001_initial done", "002_count done"), scene().ledger());
        assertEquals(
                List.of(MigrationScript.checksum(RawEngineContract.INITIAL)),
                scene().database.rows("SELECT checksum FROM stagecraft_migrations WHERE id = '001_initial'"));
        assertEquals(
                List.of("2"),
                scene().database.rows("SELECT count(*) FROM stagecraft_migrations WHERE applied_at IS NOT NULL"));
        assertEquals(List.of(), scene().pending());
        assertEquals(List.of(), scene().plan().refusals());
    }

    /** The only one of a plan. */
    default MigrationRefusal refusal() {
        var refusals = scene().plan().refusals();
        assertEquals(1, refusals.size(), refusals::toString);
        return refusals.getFirst();
    }
}
