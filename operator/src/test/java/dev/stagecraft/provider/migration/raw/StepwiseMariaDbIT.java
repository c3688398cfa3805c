package dev.stagecraft.provider.migration.raw;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that MariaDB commits piece by piece. */
class StepwiseMariaDbIT {
    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(DatabaseKind.MARIADB, directory);
        scene.file("001_initial.sql", RawEngineContract.INITIAL).file("002_count.sql", RawEngineContract.COUNT);
        scene.apply();
    }

    @Test
    void aProcedureThatCommittedHalfOfItsWorkIsNotCalledAgain() throws SQLException {
        // Given
        scene.database.run("""
                CREATE PROCEDURE fix_counters()
                BEGIN
                  UPDATE counter SET n = n + 1 WHERE id = 1;
                  UPDATE counter SET n = n + 1 WHERE id = 2;
                END""");
        scene.config = "{lockTimeout: 1s, lockRetries: 2}";
        scene.file("003_fix.sql", "CALL fix_counters();");

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
        assertEquals(MigrationReason.MIGRATION_FAILED, failure.reason());
        assertTrue(failure.getMessage().contains("may be committed"), failure.getMessage());
        assertEquals(
                MigrationReason.MIGRATION_UNCLEAR,
                assertThrows(MigrationException.class, scene::apply).reason());
        assertEquals(List.of("1 2", "2 1"), scene.database.rows("SELECT id, n FROM counter ORDER BY id"));
    }

    @Test
    void aDropOfSeveralTablesMayHaveDroppedSome() {
        scene.database.run("CREATE TABLE a (id int)");
        scene.file("003_drop.sql", "DROP TABLE a, missing;");
        assertThrows(MigrationException.class, scene::apply);
        assertEquals(List.of("0"), tables("a"));
        assertEquals(List.of("001_initial done", "002_count done", "003_drop running"), scene.ledger());
    }

    @Test
    void anOperatorThatStopsBetweenTwoTriesLeavesNothingUnclear() throws Exception {
        // Given
        scene.config = "{lockTimeout: 1s, lockRetries: 100}";
        scene.file("003_alter.sql", "ALTER TABLE counter ADD COLUMN m int;");
        var stopped = new AtomicReference<MigrationException>();

        // When
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SELECT * FROM counter");
            var runner =
                    Thread.ofPlatform().start(() -> stopped.set(assertThrows(MigrationException.class, scene::apply)));
            await().until(() -> !scene.database
                    .rows("SELECT 1 FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE counter%'")
                    .isEmpty());
            runner.interrupt();
            runner.join();
            user.rollback();
        }

        // Then
        assertTrue(requireNonNull(stopped.get()).retryable());
        assertEquals(List.of("003_alter"), scene.apply().ran());
    }

    @Test
    void aFileThatIsCommittedPieceByPieceHasANote() {
        scene.file("003_one.sql", "ALTER TABLE counter ADD COLUMN a int;");
        assertEquals(List.of(), scene.plan().notes());
        scene.file("004_two.sql", "ALTER TABLE counter ADD COLUMN b int;\nALTER TABLE counter ADD COLUMN c int;\n");
        var note = scene.plan().notes().getFirst();
        assertTrue(note.startsWith("004_two.sql: committed statement by statement"), note);
    }

    @Test
    void whatAFileSetsEndsWithIt() {
        // Given
        String settings =
                "SELECT @@character_set_client AS a, @@collation_connection AS b, @@default_storage_engine AS c";
        scene.file("003_before.sql", "CREATE TABLE was AS " + settings + ";")
                .file("004_set.sql", "SET NAMES utf8mb3;\nSET default_storage_engine = MyISAM;\nSELECT 1;\n")
                .file("005_after.sql", "CREATE TABLE is_now AS " + settings + ";");

        // When
        scene.apply();

        // Then
        assertEquals(scene.database.rows("SELECT * FROM was"), scene.database.rows("SELECT * FROM is_now"));
    }

    private List<String> tables(String name) {
        return scene.database.rows("SELECT count(*) FROM information_schema.tables"
                + " WHERE table_schema = database() AND table_name = '%s'".formatted(name));
    }
}
