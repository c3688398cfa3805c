package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index is built beside the traffic, and the statement timeout ends it: there is no lock timeout for it. */
class LongIndexIT {
    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(DatabaseKind.POSTGRESQL, directory);
        scene.file("001_initial.sql", RawEngineContract.INITIAL).file("002_count.sql", RawEngineContract.COUNT);
        scene.apply();
        scene.config = "{lockTimeout: 200ms, lockRetries: 5, statementTimeout: 1s}";
    }

    @Test
    void aBuildThatWaitedTooLongNamesWhoHeldTheTableAndIsTriedAgain() throws SQLException {
        // Given
        scene.file(
                "003_index.sql", "-- stagecraft:no-transaction\nCREATE INDEX CONCURRENTLY counter_n ON counter (n);\n");

        // When
        var failure = beside("LOCK TABLE counter IN ROW EXCLUSIVE MODE");

        // Then
        assertWaited(failure);
        assertTrue(
                failure.getMessage().startsWith("003_index.sql line 2 did not get a lock in 1 tries: SQLSTATE 57014"));
        assertEquals(List.of("001_initial done", "002_count done", "003_index failed"), scene.ledger());
        assertEquals(List.of("003_index"), scene.apply().ran());
    }

    @Test
    void aBuildThatWorkedTooLongIsNotTakenForOneThatWaited() {
        // Given
        scene.database.run("CREATE FUNCTION slow(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(60); RETURN n; END $$");
        scene.file(
                "003_index.sql",
                "-- stagecraft:no-transaction\nCREATE INDEX CONCURRENTLY counter_n ON counter (slow(n));\n");

        // When
        var failure = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertEquals(MigrationReason.MIGRATION_FAILED, failure.reason());
        assertTrue(
                failure.getMessage().startsWith("003_index.sql line 2 failed: SQLSTATE 57014"), failure.getMessage());
        assertFalse(failure.retryable());
    }

    @Test
    void anInvalidIndexThatIsInUseIsDroppedInALaterTry() throws SQLException {
        // Given
        scene.file(
                "003_index.sql",
                "-- stagecraft:no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY counter_n ON counter (n);\n");
        assertThrows(MigrationException.class, scene::apply);
        scene.database.run("UPDATE counter SET n = id");

        // When
        var failure = beside("LOCK TABLE counter IN ROW EXCLUSIVE MODE");

        // Then
        assertWaited(failure);
        assertTrue(
                failure.getMessage().contains("the invalid index counter_n of an earlier attempt cannot be dropped"),
                failure.getMessage());
        assertEquals(List.of("003_index"), scene.apply().ran());
    }

    @Test
    void anInvalidIndexThatMayNotBeDroppedIsNamed() {
        // Given
        scene.file(
                "003_index.sql",
                "-- stagecraft:no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY counter_n ON counter (n);\n");
        assertThrows(MigrationException.class, scene::apply);
        scene.database.run(
                "CREATE TABLE other (n int)",
                "INSERT INTO pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)"
                        + " VALUES ('pg_class'::regclass, 'other'::regclass, 0, 'pg_class'::regclass, 'counter_n'::regclass, 0, 'n')");

        // When
        var failure = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertEquals(MigrationReason.MIGRATION_FAILED, failure.reason());
        assertTrue(
                failure.getMessage().contains("the invalid index counter_n of an earlier attempt"),
                failure.getMessage());
        assertFalse(failure.getMessage().contains("stagecraft_migrations"), failure.getMessage());
    }

    private MigrationException beside(String held) throws SQLException {
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SET application_name = 'importer'");
            statement.execute(held);
            var failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
            return failure;
        }
    }

    private static void assertWaited(MigrationException failure) {
        assertEquals(MigrationReason.MIGRATION_LOCK_TIMEOUT, failure.reason(), failure.getMessage());
        assertTrue(failure.retryable());
        assertTrue(failure.getMessage().contains("It waited for importer (process "), failure.getMessage());
    }
}
