package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that applies migrations is killed in the middle, several times; the last one finds what is left to do. */
class KilledRunnerIT {
    private static final int FILES = 60;
    private static final int KILLS = 3;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void everyFileRunsOnce(DatabaseKind kind) throws Exception {
        // Given
        TestDatabase database = TestDatabase.create(kind, directory);
        Path files = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(files.resolve("000_journal.sql"), "CREATE TABLE journal (id int NOT NULL);");
        for (int i = 1; i <= FILES; i++) {
            Files.writeString(files.resolve("%03d_count.sql".formatted(i)), content(kind, i));
        }

        // When
        for (int kill = 1; kill <= KILLS; kill++) {
            long until = (long) kill * FILES / (KILLS + 2);
            Process runner = RunnerProcess.start(database.url(), files);
            await().atMost(LONG).until(() -> done(database) >= until || !runner.isAlive());
            assertTrue(runner.isAlive(), () -> "the runner ended early: " + log());
            runner.destroyForcibly().waitFor();
        }
        Process last = RunnerProcess.start(database.url(), files);
        await().atMost(LONG).until(() -> !last.isAlive());

        // Then
        assertEquals(0, last.exitValue(), this::log);
        assertEquals(
                List.of(FILES + " " + FILES + " 1 " + FILES),
                database.rows("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM journal"));
        assertEquals(
                List.of((FILES + 1) + " done"),
                database.rows("SELECT count(*), min(state) FROM stagecraft_migrations WHERE state = 'done'"));
        assertTrue(
                database.rows("SELECT DISTINCT holder FROM stagecraft_migrations")
                                .size()
                        > 1,
                "one runner did it all");
    }

    /** Slow enough that a kill finds one of them under way. */
    private static String content(DatabaseKind kind, int id) {
        String slow = switch (kind) {
            case POSTGRESQL -> "SELECT pg_sleep(0.03);\n";
            case MARIADB -> "SELECT sleep(0.03);\n";
            case SQLITE ->
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200000) SELECT max(n) FROM c;\n";
        };
        return "INSERT INTO journal VALUES (" + id + ");\n" + slow;
    }

    private static int done(TestDatabase database) {
        try {
            return Integer.parseInt(database.rows("SELECT count(*) FROM stagecraft_migrations WHERE state = 'done'")
                    .getFirst());
        } catch (IllegalStateException notThereYet) {
            return 0;
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("runner.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
