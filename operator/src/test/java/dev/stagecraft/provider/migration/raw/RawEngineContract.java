package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationException.Code;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine promises on every database. */
abstract class RawEngineContract implements DifferencesContract {
    static final String INITIAL = "CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);\n";
    static final String COUNT = "INSERT INTO counter VALUES (1, 1);\nINSERT INTO counter VALUES (2, 1);\n";

    @TempDir
    Path directory;

    Scene scene;

    abstract DatabaseKind kind();

    @Override
    public Scene scene() {
        return scene;
    }

    @BeforeEach
    void open() {
        scene = new Scene(kind(), directory);
        scene.file("001_initial.sql", INITIAL).file("002_count.sql", COUNT);
    }

    @Test
    void filesRunInOrderOnceAndAreRecorded() {
        // Given
        assertEquals(List.of("001_initial", "002_count"), scene.pending());
        assertEquals(List.of(), scene.plan().refusals());
        var heard = new ArrayList<String>();

        // When
        var report = scene.engine.apply(scene.job("operator-a"), new MigrationListener() {
            @Override
            public void before(Migration migration) {
                heard.add("before " + migration.id());
            }

            @Override
            public void after(Migration migration, Duration took) {
                heard.add("after " + migration.id());
            }
        });

        // Then
        assertEquals(List.of("001_initial", "002_count"), report.ran());
        assertEquals(List.of("before 001_initial", "after 001_initial", "before 002_count", "after 002_count"), heard);
        assertEquals(List.of("1 1", "2 1"), scene.database.rows("SELECT id, n FROM counter ORDER BY id"));
        assertEquals(List.of("001_initial done", "002_count done"), scene.ledger());
        assertEquals(List.of(), scene.apply().ran());
        assertEquals(List.of(), scene.pending());
        assertEquals(2, scene.plan().applied().size());
        assertEquals(
                List.of("2"),
                scene.database.rows("SELECT count(*) FROM stagecraft_migrations WHERE started_at IS NOT NULL"
                        + " AND finished_at IS NOT NULL AND duration_ms >= 0 AND length(checksum) = 64"
                        + " AND holder = 'operator-a' AND attempt = 1"));
    }

    @Test
    void aPlanChangesNothing() {
        scene.plan();
        assertThrows(IllegalStateException.class, scene::ledger, "the plan made a ledger");
    }

    @Test
    void theDatabaseItselfKeepsAPlanFromWriting() {
        scene.apply();
        try (var session = Session.open(DatabaseJob.read(scene.job("operator-a"), scene.settings), true)) {
            assertThrows(
                    SQLException.class,
                    () -> session.database().run(session.connection(), "INSERT INTO counter VALUES (9, 9)"));
        }
        assertEquals(List.of("1", "2"), scene.database.rows("SELECT id FROM counter ORDER BY id"));
    }

    @Test
    void filesAreListedAndCheckedWithoutTheDatabase() {
        scene.url = scene.database.kind() == DatabaseKind.SQLITE ? scene.url : scene.database.urlThrough(1);
        assertEquals(
                List.of("001_initial", "002_count"),
                scene.engine.list(scene.job("operator-a")).stream()
                        .map(Migration::id)
                        .toList());
        assertEquals(List.of(), scene.engine.validate(scene.job("operator-a")));
        scene.file("003_empty.sql", "");
        assertEquals(1, scene.engine.validate(scene.job("operator-a")).size());
        assertEquals(
                MigrationReason.INVALID_FILE,
                assertThrows(MigrationException.class, () -> scene.engine.list(scene.job("operator-a")))
                        .reason());
        scene.url = "nonsense";
        assertEquals(
                MigrationReason.INVALID_CONFIGURATION,
                scene.engine.validate(scene.job("operator-a")).getFirst().reason());
    }

    @Test
    void aFailedFileNamesFileAndLineAndNoValue() {
        // Given
        scene.apply();
        scene.file("003_more.sql", """
                INSERT INTO counter VALUES (3, 1);

                INSERT INTO counter
                  VALUES (1, 31337);
                """).file("004_never.sql", "INSERT INTO counter VALUES (4, 1);");

        // When
        var failure = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertEquals(Code.MIGRATION_FAILED, failure.code());
        assertEquals(MigrationReason.MIGRATION_FAILED, failure.reason());
        assertTrue(failure.getMessage().startsWith("003_more.sql line 3 failed: "), failure.getMessage());
        assertFalse(failure.getMessage().contains("31337"), failure.getMessage());
        assertEquals(List.of("1", "2"), scene.database.rows("SELECT id FROM counter ORDER BY id"));
        assertEquals(List.of("001_initial done", "002_count done", "003_more failed"), scene.ledger());
        assertEquals(null, failure.getCause());

        // When it is put right
        scene.file("003_more.sql", "INSERT INTO counter VALUES (3, 1);");
        assertEquals(List.of("003_more", "004_never"), scene.apply().ran());

        // Then
        assertEquals(
                List.of("003_more 2", "004_never 1"),
                scene.database.rows("SELECT id, attempt FROM stagecraft_migrations WHERE id > '003' ORDER BY id"));
    }

    @Test
    void twoRunnersRaceAndEachFileRunsOnce() throws Exception {
        // Given
        for (int i = 3; i < 13; i++) {
            scene.file("%03d_more.sql".formatted(i), "INSERT INTO counter VALUES (%d, 1);".formatted(i));
        }
        var ran = new ConcurrentLinkedQueue<String>();
        var failures = new ConcurrentLinkedQueue<Exception>();

        // When
        var threads = new ArrayList<Thread>();
        for (String holder : List.of("operator-a", "operator-b", "operator-c")) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    ran.addAll(scene.engine
                            .apply(scene.job(holder), MigrationListener.NONE)
                            .ran());
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(12, ran.size());
        assertEquals(
                12, scene.ledger().stream().filter(row -> row.endsWith(" done")).count());
    }

    @Test
    void whileOneRunsTheOtherGivesUpInTimeAndNamesIt() {
        // Given
        scene.config = "{runnerTimeout: 300ms}";
        var second = new ArrayList<MigrationException>();

        // When
        scene.engine.apply(scene.job("operator-a"), new MigrationListener() {
            @Override
            public void before(Migration migration) {
                if (migration.id().equals("002_count")) {
                    second.add(assertThrows(
                            MigrationException.class,
                            () -> scene.engine.apply(scene.job("operator-b"), MigrationListener.NONE)));
                }
            }
        });

        // Then
        var refused = second.getFirst();
        assertEquals(MigrationReason.MIGRATION_LOCK_TIMEOUT, refused.reason());
        assertTrue(refused.retryable());
        assertTrue(refused.getMessage().contains(holderShown()), refused.getMessage());
    }

    @Test
    void aFileThatAnotherSessionStillRunsIsPendingAndWaitedFor() throws SQLException {
        // Given
        scene.apply();
        scene.database.run("UPDATE stagecraft_migrations SET state = 'running' WHERE id = '002_count'");
        scene.config = "{runnerTimeout: 200ms}";
        var job = DatabaseJob.read(scene.job("operator-b"), scene.settings);

        // When
        try (var other = Session.open(job, false)) {
            var lock = other.database().lock(other.connection(), "operator-b");
            assertTrue(lock.tryAcquire());
            var plan = scene.plan();

            // Then
            assertEquals(List.of("002_count"), scene.pending());
            assertEquals(List.of(), plan.refusals());
            assertTrue(
                    plan.notes().getFirst().startsWith("002_count.sql is being applied by "), plan.notes()::toString);
            assertEquals(
                    MigrationReason.MIGRATION_LOCK_TIMEOUT,
                    assertThrows(MigrationException.class, scene::apply).reason());
            lock.release();
        }
        assertEquals(MigrationReason.MIGRATION_UNCLEAR, refusal().reason());
    }

    /** What can be known of the other runner. */
    String holderShown() {
        return "operator-a";
    }

    @Test
    void onlyWhatMayRunNowRuns() {
        var job = scene.job("operator-a");
        var first = new MigrationJob(
                job.target(), job.files(), job.config(), job.release(), job.holder(), Optional.of("001_initial"));
        assertEquals(
                List.of("001_initial"),
                scene.engine.apply(first, MigrationListener.NONE).ran());
        assertEquals(List.of("002_count"), scene.pending());
    }

    @Test
    void aStatementThatEndsTheTransactionIsRefusedBeforeAnythingRuns() {
        scene.file("003_bad.sql", "INSERT INTO counter VALUES (3, 1);\nCOMMIT;\n");
        var refusal = assertThrows(MigrationException.class, scene::apply);
        assertEquals(MigrationReason.STATEMENT_FORBIDDEN, refusal.reason());
        assertEquals(Code.INVALID_CONFIG, refusal.code());
        assertTrue(refusal.getMessage().startsWith("003_bad.sql line 2 may not run: "), refusal.getMessage());
        assertThrows(IllegalStateException.class, scene::ledger, "something was run");
    }
}
