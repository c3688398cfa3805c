package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A runner that was paused, or that lost its lock, writes nothing once another one may have taken over. */
class FencingIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void whileAPausedRunnerHasItsSessionNobodyTakesOverAndAfterwardsItCannotWrite() throws Exception {
        // Given a runner that is stopped in the middle of a file
        var scene = journal(DatabaseKind.POSTGRESQL);
        scene.file("002_count.sql", "INSERT INTO journal VALUES (1);\nSELECT pg_sleep(1);\n")
                .file("003_count.sql", "INSERT INTO journal VALUES (2);\n");
        Process paused = started(scene);
        await().atMost(LONG).until(() -> sessions(scene, "query LIKE 'SELECT pg_sleep%' AND state = 'active'") == 1);
        signal("STOP", paused);

        // When another one comes while the database still keeps the session of the first
        scene.config = "{runnerTimeout: 100ms}";
        var refused = assertThrows(MigrationException.class, scene::apply);
        assertEquals(MigrationReason.MIGRATION_LOCK_TIMEOUT, refused.reason());
        assertTrue(refused.getMessage().contains("stagecraft operator " + paused.pid()), refused.getMessage());

        // When the database has ended it, as nothing was heard of it for idleTimeout
        await().atMost(LONG).until(() -> sessions(scene, "true") == 0);
        assertEquals(List.of("002_count", "003_count"), scene.apply().ran());
        signal("CONT", paused);
        await().atMost(LONG).until(() -> !paused.isAlive());

        // Then the first one found out from the ledger
        assertEquals(0, paused.exitValue(), this::log);
        assertEquals(List.of("1", "2"), scene.database.rows("SELECT id FROM journal ORDER BY id"));
        assertEquals(
                List.of("002_count operator-a", "003_count operator-a"),
                scene.database.rows("SELECT id, holder FROM stagecraft_migrations WHERE id > '002' ORDER BY id"));
    }

    @Test
    void outsideATransactionAPausedRunnerRunsNoFurtherStatementEither() throws Exception {
        // Given a runner that is stopped between two statements
        var scene = journal(DatabaseKind.POSTGRESQL);
        scene.file("002_count.sql", """
                -- stagecraft:no-transaction
                SELECT pg_sleep(1);
                INSERT INTO journal VALUES (1);
                """);
        Process paused = started(scene);
        await().atMost(LONG).until(() -> sessions(scene, "query LIKE '%pg_sleep%' AND state = 'active'") == 1);
        signal("STOP", paused);
        await().atMost(LONG).until(() -> sessions(scene, "query LIKE '%pg_sleep%' AND state = 'idle'") == 1);

        // When its session is ended, and a person has looked
        scene.database.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + runner("application_name <> ''"));
        await().atMost(LONG).until(() -> sessions(scene, "true") == 0);
        assertEquals(
                MigrationReason.MIGRATION_UNCLEAR,
                assertThrows(MigrationException.class, scene::apply).reason());
        scene.config = "{resolve: [{id: 002_count, as: pending}]}";
        assertEquals(List.of("002_count"), scene.apply().ran());
        signal("CONT", paused);
        await().atMost(LONG).until(() -> !paused.isAlive());

        // Then
        assertEquals(0, paused.exitValue(), this::log);
        assertEquals(List.of("1"), scene.database.rows("SELECT id FROM journal"));
        assertEquals(
                List.of("done 2 operator-a"),
                scene.database.rows("SELECT state, attempt, holder FROM stagecraft_migrations WHERE id = '002_count'"));
    }

    /** As with a pooler in transaction mode: the session goes on, and the lock is not its own any more. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoLostTheLockAndNotTheSessionIsRefusedByTheDatabase(DatabaseKind kind) {
        // Given
        var scene = journal(kind);
        scene.database.run(
                kind == DatabaseKind.POSTGRESQL
                        ? "CREATE FUNCTION unlock() RETURNS void LANGUAGE sql AS 'SELECT pg_advisory_unlock_all()'"
                        : "CREATE FUNCTION unlock_it() RETURNS int RETURN release_all_locks()");
        String unlock = kind == DatabaseKind.POSTGRESQL ? "SELECT unlock();\n" : "SELECT unlock_it();\n";
        scene.file("002_unlock.sql", "INSERT INTO journal VALUES (1);\n" + unlock)
                .file("003_never.sql", "INSERT INTO journal VALUES (2);\n");

        // When
        var failure = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertEquals(MigrationReason.UNSUPPORTED, failure.reason());
        assertTrue(
                failure.getMessage()
                        .startsWith("002_unlock.sql was not applied: its session does not have the runner's lock"),
                failure.getMessage());
        assertEquals(List.of(), scene.database.rows("SELECT id FROM journal"));
        assertEquals(List.of("001_journal done"), scene.ledger());

        // When it is outside a transaction
        scene.file("002_unlock.sql", "-- stagecraft:no-transaction\n" + unlock);
        var unclear = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertEquals(MigrationReason.MIGRATION_UNCLEAR, unclear.reason());
        assertTrue(unclear.getMessage().contains("another runner may have run it too"), unclear.getMessage());
        assertEquals(List.of("001_journal done", "002_unlock running"), scene.ledger());
    }

    @ParameterizedTest
    @EnumSource
    void anOlderAttemptIsNotRecordedAsTheNewerOne(DatabaseKind kind) throws Exception {
        // Given
        var scene = journal(kind);
        var job = DatabaseJob.read(scene.job("operator-a"), scene.settings);
        var script = job.listing().scripts().getFirst();
        scene.database.run("UPDATE stagecraft_migrations SET state = 'running', attempt = 2");

        // When
        try (var session = Session.open(job, false)) {
            assertTrue(
                    session.database().lock(session.connection(), "operator-a").tryAcquire());
            Ledger ledger = Ledger.open(session.database(), session.connection());

            // Then
            assertFalse(ledger.finish(script, 1, Duration.ZERO));
            assertEquals(List.of("001_journal running"), scene.ledger());
            assertTrue(ledger.finish(script, 2, Duration.ZERO));
        }
    }

    private Scene journal(DatabaseKind kind) {
        var scene = new Scene(kind, directory);
        scene.file("001_journal.sql", "CREATE TABLE journal (id int NOT NULL);\n");
        scene.apply();
        return scene;
    }

    private Process started(Scene scene) throws IOException {
        Path files = Files.createDirectory(directory.resolve("migrations"));
        for (var file : scene.files.entrySet()) {
            Files.writeString(files.resolve(file.getKey()), file.getValue());
        }
        return RunnerProcess.start(scene.url, files);
    }

    private static void signal(String name, Process process) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    /** How many sessions of runners in other processes there are. */
    private static int sessions(Scene scene, String condition) {
        return Integer.parseInt(scene.database
                .rows("SELECT count(*) FROM pg_stat_activity WHERE " + runner(condition))
                .getFirst());
    }

    private static String runner(String condition) {
        return "application_name LIKE 'stagecraft operator %' AND datname = current_database() AND " + condition;
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("runner.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
