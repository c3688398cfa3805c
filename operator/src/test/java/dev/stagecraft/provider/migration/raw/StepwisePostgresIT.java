package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of PostgreSQL that run without a transaction. */
class StepwisePostgresIT {
    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(DatabaseKind.POSTGRESQL, directory);
        scene.file("001_initial.sql", RawEngineContract.INITIAL).file("002_count.sql", RawEngineContract.COUNT);
        scene.apply();
    }

    @Test
    void aBlockThatCommittedHalfOfItsWorkIsNotRunAgain() throws SQLException {
        // Given
        scene.config = "{lockTimeout: 200ms, lockRetries: 2}";
        scene.file("003_fix.sql", """
                -- stagecraft:no-transaction
                DO $$ BEGIN
                  UPDATE counter SET n = n + 1 WHERE id = 1;
                  COMMIT;
                  UPDATE counter SET n = n + 1 WHERE id = 2;
                END $$;
                """);

        // When
        MigrationException failure;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SELECT * FROM counter WHERE id = 2 FOR UPDATE");
            failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
        }

        // Then
        assertEquals(List.of("1 2", "2 1"), scene.database.rows("SELECT id, n FROM counter ORDER BY id"));
        assertTrue(failure.getMessage().contains("may be committed"), failure.getMessage());
        assertEquals(List.of("001_initial done", "002_count done", "003_fix running"), scene.ledger());
    }

    @Test
    void aServerThatOnlyReadsIsTriedAgainAsAfterAFailover() {
        scene.file("003_standby.sql", """
                DO $$ BEGIN PERFORM set_config('transaction_read_only', 'on', true); END $$;
                CREATE TABLE never (id int);
                """);
        var failure = assertThrows(MigrationException.class, scene::apply);
        assertTrue(failure.retryable());
        assertTrue(failure.getMessage().contains("the server is read-only"), failure.getMessage());
        assertEquals(List.of("001_initial done", "002_count done"), scene.ledger());
    }
}
