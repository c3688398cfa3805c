package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.sandbox.database.CuttingProxy;
import dev.stagecraft.sandbox.database.CuttingProxy.Cut;
import dev.stagecraft.sandbox.database.CuttingProxy.Plan;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file adds one to a counter of its own. Connections are cut before, during and after COMMIT and sessions are ended by the
 * server; afterwards every counter is 1, every file has one row, and the files ran in order.
 */
class ExactlyOnceIT {
    private static final long SEED = 20261123;

    @TempDir
    Path directory;

    @Test
    void postgresSlice() throws Exception {
        kill(DatabaseKind.POSTGRESQL, 24);
    }

    @Test
    void mariaDbSlice() throws Exception {
        kill(DatabaseKind.MARIADB, 12);
    }

    @Test
    @Tag("chaos")
    void postgresFiveHundredKills() throws Exception {
        kill(DatabaseKind.POSTGRESQL, 500);
    }

    @Test
    @Tag("chaos")
    void mariaDbFiveHundredKills() throws Exception {
        kill(DatabaseKind.MARIADB, 500);
    }

    private void kill(DatabaseKind kind, int kills) throws Exception {
        // Given
        var scene = new Scene(kind, directory);
        scene.database.run(
                "CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)",
                "CREATE TABLE journal (at int%s, id int NOT NULL)"
                        .formatted(
                                kind == DatabaseKind.MARIADB
                                        ? " AUTO_INCREMENT PRIMARY KEY"
                                        : " GENERATED ALWAYS AS IDENTITY"));
        IntStream.rangeClosed(1, kills).forEach(i -> scene.database.run("INSERT INTO counter VALUES (" + i + ", 0)"));
        scene.file("00000_baseline.sql", "SELECT 1;");
        for (int i = 1; i <= kills; i++) {
            scene.file("%05d_count.sql".formatted(i), """
                    UPDATE counter SET n = n + 1 WHERE id = %d;
                    INSERT INTO journal (id) VALUES (%d);
                    """.formatted(i, i));
        }
        scene.config = "{baseline: 00000_baseline, runnerTimeout: 60s}";
        try (var proxy = new CuttingProxy(scene.database.port())) {
            scene.url = scene.database.urlThrough(proxy.port());
            var killer = new Killer(scene, proxy, new Random(SEED));

            // When
            int runs = 0;
            for (boolean done = false; !done; runs++) {
                assertTrue(runs < kills, "the runs do not come to an end");
                done = run(scene, killer);
            }

            // Then
            assertTrue(killer.kills() >= kills, () -> "only " + killer.kills() + " kills");
            assertTrue(proxy.cuts() >= kills / 2, () -> "only " + proxy.cuts() + " connections were cut");
        }
        scene.url = scene.database.url();
        assertEquals(List.of(kills + " 1 1"), scene.database.rows("SELECT count(*), min(n), max(n) FROM counter"));
        assertEquals(
                List.of(kills + 1 + " " + (kills + 1)),
                scene.database.rows(
                        "SELECT count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END) FROM stagecraft_migrations"));
        assertEquals(
                IntStream.rangeClosed(1, kills).mapToObj(Integer::toString).toList(),
                scene.database.rows("SELECT id FROM journal ORDER BY at"));
        assertEquals(List.of(), scene.pending());
    }

    /** A run that gave up is followed by another one, as the operator does it. */
    private static boolean run(Scene scene, Killer killer) {
        try {
            scene.engine.apply(scene.job("operator-a"), killer);
            return true;
        } catch (MigrationException e) {
            assertTrue(e.retryable(), e::getMessage);
            return false;
        }
    }

    /** Before each try of a file one kill is prepared; a file that was just killed is let through, so that the run gets on. */
    private static final class Killer implements MigrationListener {
        private final Scene scene;
        private final CuttingProxy proxy;
        private final Random random;
        private String last = "";
        private int kills;

        Killer(Scene scene, CuttingProxy proxy, Random random) {
            this.scene = scene;
            this.proxy = proxy;
            this.random = random;
        }

        int kills() {
            return kills;
        }

        @Override
        public void before(Migration migration) {
            if (migration.id().equals(last)) {
                return;
            }
            last = migration.id();
            kills++;
            switch (random.nextInt(5)) {
                case 0 -> terminate();
                case 1 -> proxy.arm(new Plan("UPDATE counter", 1, cut()));
                default -> proxy.arm(new Plan("COMMIT", 1, cut()));
            }
        }

        private Cut cut() {
            List<Cut> all = List.of(Cut.values());
            return all.get(random.nextInt(all.size()));
        }

        private void terminate() {
            String killing = scene.database.kind() == DatabaseKind.POSTGRESQL
                    ? "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'stagecraft operator-a' AND datname = current_database()"
                    : "SELECT concat('KILL ', id) FROM information_schema.processlist"
                            + " WHERE db = database() AND id <> connection_id()";
            List<String> answers = scene.database.rows(killing);
            if (scene.database.kind() == DatabaseKind.MARIADB) {
                answers.forEach(scene.database::run);
            }
        }
    }
}
