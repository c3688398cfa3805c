package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
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

    @Test
    void anIndexWaitsForAnOldReaderLongerThanTheLockTimeout() throws Exception {
        // Given
        scene.config = "{lockTimeout: 200ms, lockRetries: 0}";
        scene.file(
                        "003_index.sql",
                        "-- stagecraft:no-transaction\nCREATE INDEX CONCURRENTLY counter_n ON counter (n);\n")
                .file("004_after.sql", "CREATE TABLE proof AS SELECT current_setting('lock_timeout') AS s;");
        var ran = new ArrayList<String>();

        // When
        Thread runner;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("LOCK TABLE counter IN ROW EXCLUSIVE MODE");
            runner = Thread.ofPlatform().start(() -> ran.addAll(scene.apply().ran()));
            await().until(() -> !scene.database
                    .rows(
                            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                                    + " AND query LIKE 'CREATE INDEX%' AND clock_timestamp() - query_start > interval '1 s'")
                    .isEmpty());
            user.rollback();
        }
        runner.join();

        // Then
        assertEquals(List.of("003_index", "004_after"), ran);
        assertEquals(List.of("200ms"), scene.database.rows("SELECT s FROM proof"));
    }

    @Test
    void anIndexThatBrokeInAMixedFileIsBuiltAgain() {
        // Given
        scene.file("003_index.sql", """
                -- stagecraft:no-transaction
                CREATE UNIQUE INDEX CONCURRENTLY counter_n ON counter (n);
                VACUUM counter;
                """);
        assertThrows(MigrationException.class, scene::apply);
        assertEquals(List.of("001_initial done", "002_count done", "003_index failed"), scene.ledger());

        // When
        scene.database.run("UPDATE counter SET n = id");

        // Then
        assertEquals(List.of("003_index"), scene.apply().ran());
    }

    @Test
    void aCompleteIndexIsTakenForThatOfTheFileOnlyWhileTheFileIsTheSame() {
        // Given
        String good = "CREATE INDEX CONCURRENTLY counter_id ON counter (id);\n";
        String bad = "CREATE UNIQUE INDEX CONCURRENTLY counter_n ON counter (n);\n";
        scene.file("003_index.sql", "-- stagecraft:no-transaction\n" + good + bad);
        assertThrows(MigrationException.class, scene::apply);

        // When
        scene.file("003_index.sql", "-- stagecraft:no-transaction\n" + good.replace("(id)", "(id, n)"));
        var refused = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertTrue(refused.getMessage().contains("there is an index counter_id already"), refused.getMessage());
        assertTrue(refused.getMessage().contains("earlier attempt of this file built, write IF NOT EXISTS"));
        scene.file(
                "003_index.sql",
                "-- stagecraft:no-transaction\n" + good.replace("counter_id", "IF NOT EXISTS counter_id"));
        assertEquals(List.of("003_index"), scene.apply().ran());
    }

    @Test
    void theSessionIsAsAtFirstAfterAFile() {
        // Given
        String user = scene.database.rows("SELECT current_user").getFirst();
        String role =
                scene.database.rows("SELECT 'role_' || current_database()").getFirst();
        scene.database.run("CREATE ROLE " + role, "GRANT pg_read_all_data, pg_write_all_data TO " + role);
        scene.file("003_session.sql", """
                        CREATE TEMP TABLE counter (id int, n int);
                        PREPARE one AS SELECT 1;
                        DO $$ BEGIN EXECUTE 'SET ROLE %s'; END $$;
                        """.formatted(role))
                .file("004_again.sql", "PREPARE one AS SELECT 1;\nINSERT INTO counter VALUES (3, 1);\n")
                .file("005_proof.sql", "CREATE TABLE proof AS SELECT current_user::text AS u;");

        // When
        scene.apply();

        // Then
        assertEquals(List.of(user), scene.database.rows("SELECT u FROM proof"));
        assertEquals(List.of("3"), scene.database.rows("SELECT count(*) FROM counter"));
        scene.database.run("DROP ROLE " + role);
    }
}
