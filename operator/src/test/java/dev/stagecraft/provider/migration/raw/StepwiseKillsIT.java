package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.CuttingProxy;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that run in no transaction are cut off at any place: indexes are taken up again, of anything else it is said that its end
 * is unclear, and nothing runs twice.
 */
class StepwiseKillsIT {
    private static final long SEED = 20261123;
    private static final String BASELINE = "baseline: 00000_baseline, runnerTimeout: 60s, lockTimeout: 5s";

    @TempDir
    Path directory;

    private int unclear;

    @Test
    void indexesSlice(TestReporter reporter) throws Exception {
        indexes(4, reporter);
    }

    @Test
    @Tag("chaos")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void indexesFiftyKills(TestReporter reporter) throws Exception {
        indexes(50, reporter);
    }

    @Test
    void mariaDbDdlSlice(TestReporter reporter) throws Exception {
        ddl(5, reporter);
    }

    @Test
    @Tag("chaos")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void mariaDbDdlFiftyKills(TestReporter reporter) throws Exception {
        ddl(50, reporter);
    }

    private void indexes(int kills, TestReporter reporter) throws Exception {
        // Given
        var scene = scene(DatabaseKind.POSTGRESQL);
        scene.database.run(
                "CREATE TABLE people (id int, name text)",
                "INSERT INTO people SELECT i, 'name ' || i FROM generate_series(1, 30000) i");
        int files = 0;
        try (var proxy = new CuttingProxy(scene.database.port())) {
            scene.url = scene.database.urlThrough(proxy.port());
            var killer = new StepwiseKiller(
                    scene, proxy, new Random(SEED), List.of("INDEX CONCURRENTLY", "stagecraft_migrations"));

            // When
            while (killer.kills() < kills) {
                files++;
                assertTrue(files <= 3 * kills, () -> "only " + killer.kills() + " kills");
                scene.file("%05d_index.sql".formatted(files), """
                        -- stagecraft:no-transaction
                        CREATE INDEX CONCURRENTLY id_%1$d ON people (id);
                        CREATE UNIQUE INDEX CONCURRENTLY name_%1$d ON people (name);
                        """.formatted(files));
                applyAll(scene, killer);
            }
            report(reporter, killer, files);
        }

        // Then
        assertEquals(
                List.of("%1$d %1$d %1$d".formatted(2 * files)),
                scene.database.rows("SELECT count(*), count(DISTINCT indexrelid::regclass::text),"
                        + " sum(CASE WHEN indisvalid THEN 1 ELSE 0 END) FROM pg_index"
                        + " WHERE indrelid = 'people'::regclass"));
        assertDone(scene, files);
        assertEquals(0, unclear);
    }

    private void ddl(int kills, TestReporter reporter) throws Exception {
        // Given
        var scene = scene(DatabaseKind.MARIADB);
        scene.database.run("CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)");
        int files = 0;
        try (var proxy = new CuttingProxy(scene.database.port())) {
            scene.url = scene.database.urlThrough(proxy.port());
            var killer = new StepwiseKiller(
                    scene,
                    proxy,
                    new Random(SEED),
                    List.of("UPDATE counter", "CREATE TABLE made", "ALTER TABLE made", "stagecraft_migrations"));

            // When
            while (killer.kills() < kills) {
                files++;
                assertTrue(files <= 3 * kills, () -> "only " + killer.kills() + " kills");
                scene.database.run("INSERT INTO counter VALUES (" + files + ", 0)");
                scene.file("%05d_ddl.sql".formatted(files), """
                        UPDATE counter SET n = n + 1 WHERE id = %1$d;
                        CREATE TABLE made_%1$d (id int PRIMARY KEY);
                        ALTER TABLE made_%1$d ADD COLUMN note text;
                        """.formatted(files));
                applyAll(scene, killer);
            }
            report(reporter, killer, files);
        }

        // Then
        assertEquals(List.of(files + " 1 1"), scene.database.rows("SELECT count(*), min(n), max(n) FROM counter"));
        assertEquals(
                List.of("%d %d".formatted(files, 2 * files)),
                scene.database.rows("SELECT count(DISTINCT table_name), count(*) FROM information_schema.columns"
                        + " WHERE table_schema = database() AND table_name LIKE 'made%'"));
        assertDone(scene, files);
        assertTrue(unclear > 0, "no kill left a file unclear");
    }

    private Scene scene(DatabaseKind kind) {
        var scene = new Scene(kind, directory);
        scene.database.run("CREATE TABLE other (id int)");
        scene.file("00000_baseline.sql", "SELECT 1;");
        scene.config = "{" + BASELINE + "}";
        return scene;
    }

    private void report(TestReporter reporter, StepwiseKiller killer, int files) {
        reporter.publishEntry("seed", Long.toString(SEED));
        reporter.publishEntry("kills", "%s over %d files, %d times unclear".formatted(killer, files, unclear));
    }

    /** A run that gave up is followed by another one; of a file that is unclear a person says what became of it. */
    private void applyAll(Scene scene, StepwiseKiller killer) throws InterruptedException {
        killer.nextFile();
        for (boolean done = false; !done; ) {
            try {
                scene.engine.apply(scene.job("operator-a"), killer);
                done = true;
            } catch (MigrationException e) {
                if (e.reason() == MigrationReason.MIGRATION_UNCLEAR) {
                    resolve(scene);
                } else {
                    assertTrue(e.retryable(), e::getMessage);
                }
            } finally {
                killer.await();
            }
        }
    }

    /** What a careful person does: looks, finishes what was begun, and says which. */
    private void resolve(Scene scene) {
        unclear++;
        List<String> row = List.of(scene.database
                .rows("SELECT id, attempt FROM stagecraft_migrations WHERE state = 'running'")
                .getFirst()
                .split(" ", -1));
        int file = Integer.parseInt(row.getFirst().substring(0, 5));
        String counted =
                scene.database.rows("SELECT n FROM counter WHERE id = " + file).getFirst();
        if (counted.equals("1")) {
            scene.database.run(
                    "CREATE TABLE IF NOT EXISTS made_%d (id int PRIMARY KEY)".formatted(file),
                    "ALTER TABLE made_%d ADD COLUMN IF NOT EXISTS note text".formatted(file));
        } else {
            assertEquals("0", counted, "the file ran twice");
        }
        scene.config = "{%s, resolve: [{id: %s, as: %s, attempt: %s}]}"
                .formatted(BASELINE, row.getFirst(), counted.equals("1") ? "done" : "pending", row.getLast());
    }

    private static void assertDone(Scene scene, int files) {
        assertEquals(
                List.of("%1$d %1$d".formatted(files + 1)),
                scene.database.rows(
                        "SELECT count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END) FROM stagecraft_migrations"));
        scene.url = scene.database.url();
        assertEquals(List.of(), scene.pending());
    }
}
