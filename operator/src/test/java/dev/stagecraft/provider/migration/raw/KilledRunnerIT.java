package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.database.CuttingProxy;
import dev.stagecraft.sandbox.database.CuttingProxy.Cut;
import dev.stagecraft.sandbox.database.CuttingProxy.Plan;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that applies migrations is ended with SIGKILL again and again, before, during and after COMMIT; the next one finds
 * what is left to do. Each file adds one to a counter of its own, so a second run of it would show.
 */
class KilledRunnerIT {
    private static final long SEED = 20261123;
    private static final int KILLED = 128 + 9;
    private static final int MOST_FILES_A_RUN = 12;
    private static final int LONGEST_MILLIS = 15;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final TreeMap<String, Integer> places = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // every test sets it first
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init") // every test sets it first
    private Path files;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void everyFileRunsOnce(DatabaseKind kind, TestReporter reporter) throws Exception {
        kill(kind, 2, reporter);
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    @Tag("chaos")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyFileRunsOnceOverFiftyKills(DatabaseKind kind, TestReporter reporter) throws Exception {
        kill(kind, 50, reporter);
        // A file is begun at once when the one before it is committed, so that SQLite's kills seldom find the time
        // between.
        var all = kind == DatabaseKind.SQLITE
                ? Set.of("before COMMIT")
                : Set.of("COMMIT BEFORE", "COMMIT DURING", "COMMIT AFTER");
        assertTrue(places.keySet().containsAll(all), places::toString);
    }

    private void kill(DatabaseKind kind, int kills, TestReporter reporter) throws Exception {
        // Given
        reporter.publishEntry("seed", Long.toString(SEED));
        int count = kills * MOST_FILES_A_RUN;
        database = TestDatabase.create(kind, directory);
        prepare(kind, count);

        // When
        for (int kill = 1; kill <= kills; kill++) {
            if (kind == DatabaseKind.SQLITE) {
                killAtSomeTime();
            } else {
                killAtAStatement();
            }
        }
        Process last = start(database.url());
        assertTrue(last.waitFor(LONG.toSeconds(), TimeUnit.SECONDS), this::log);
        reporter.publishEntry("kills", kills + " " + places);

        // Then
        assertEquals(0, last.exitValue(), this::log);
        assertEquals(List.of(count + " 1 1"), database.rows("SELECT count(*), min(n), max(n) FROM counter"));
        assertEquals(
                IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList(),
                database.rows("SELECT id FROM journal ORDER BY at"));
        assertEquals(
                List.of(count + 1 + " " + (count + 1)),
                database.rows("SELECT count(*), count(DISTINCT id) FROM stagecraft_migrations WHERE state = 'done'"));
        assertTrue(
                database.rows("SELECT DISTINCT holder FROM stagecraft_migrations")
                                .size()
                        > 1,
                "one runner did it all");
    }

    private void prepare(DatabaseKind kind, int count) throws IOException {
        String at = switch (kind) {
            case POSTGRESQL -> "at int GENERATED ALWAYS AS IDENTITY";
            case MARIADB -> "at int AUTO_INCREMENT PRIMARY KEY";
            case SQLITE -> "at integer PRIMARY KEY AUTOINCREMENT";
        };
        database.run(
                "CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)",
                "CREATE TABLE journal (" + at + ", id int NOT NULL)",
                IntStream.rangeClosed(1, count)
                        .mapToObj("(%d, 0)"::formatted)
                        .reduce("INSERT INTO counter VALUES (0, 1)", (all, row) -> all + ", " + row));
        database.run("DELETE FROM counter WHERE id = 0");
        files = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(files.resolve("0000_baseline.sql"), "SELECT 1;");
        for (int i = 1; i <= count; i++) {
            Files.writeString(
                    files.resolve("%04d_count.sql".formatted(i)),
                    "UPDATE counter SET n = n + 1 WHERE id = %1$d;\nINSERT INTO journal (id) VALUES (%1$d);\n"
                                    .formatted(i)
                            + slow(kind));
        }
    }

    /** Where no place can be chosen a kill is to find a file under way. */
    private static String slow(DatabaseKind kind) {
        return kind == DatabaseKind.SQLITE
                ? "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) SELECT max(n) FROM c;\n"
                : "";
    }

    private Process start(String url) throws IOException {
        Files.deleteIfExists(RunnerProcess.log(files));
        return RunnerProcess.start(url, files, "{baseline: '0000_baseline', runnerTimeout: 1m}");
    }

    /** Most often at COMMIT, whose answer nobody gets to hear. */
    private void killAtAStatement() throws Exception {
        var words =
                List.of("COMMIT", "COMMIT", "COMMIT", "UPDATE counter", "INSERT INTO journal", "stagecraft_migrations");
        var cuts = List.of(Cut.values());
        var plan = new Plan(
                words.get(random.nextInt(words.size())), 1 + random.nextInt(2), cuts.get(random.nextInt(cuts.size())));
        try (var proxy = new CuttingProxy(database.port())) {
            Process runner = start(database.urlThrough(proxy.port()));
            proxy.arm(plan, () -> end(runner));
            assertTrue(runner.waitFor(LONG.toSeconds(), TimeUnit.SECONDS), () -> plan + " never came: " + log());
            assertEquals(KILLED, runner.exitValue(), () -> plan + ": the runner ended by itself: " + log());
        }
        places.merge(plan.word() + " " + plan.cut(), 1, Integer::sum);
    }

    private static void end(Process runner) {
        runner.destroyForcibly();
        runner.onExit().join();
    }

    /** SQLite is a file and has no place to stand in between: some time after a file was begun. */
    private void killAtSomeTime() throws Exception {
        int begun = 1 + random.nextInt(MOST_FILES_A_RUN / 2);
        long after = random.nextLong(Duration.ofMillis(LONGEST_MILLIS).toNanos());
        Process runner = start(database.url());
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> log().lines()
                                        .filter(line -> line.startsWith(RunnerProcess.BEFORE))
                                        .count()
                                >= begun
                        || !runner.isAlive());
        LockSupport.parkNanos(after); // The point of it: any time is good, and none is waited for.
        end(runner);
        assertEquals(KILLED, runner.exitValue(), () -> "the runner ended by itself: " + log());
        String under = log().lines().reduce("", (first, second) -> second).replace(RunnerProcess.BEFORE, "");
        boolean applied = database.rows("SELECT id FROM stagecraft_migrations WHERE state = 'done'")
                .contains(under);
        places.merge(applied ? "after COMMIT" : "before COMMIT", 1, Integer::sum);
    }

    private String log() {
        try {
            return Files.readString(RunnerProcess.log(files));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
