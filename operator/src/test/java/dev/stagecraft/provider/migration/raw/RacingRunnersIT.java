package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.database.DatabaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes, as two operators would be, want to apply the same files at the same moment. */
class RacingRunnersIT {
    private static final int FILES = 20;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void oneOfThemRunsThemAll(DatabaseKind kind) throws Exception {
        // Given
        var scene = new Scene(kind, directory);
        Path files = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(files.resolve("000_journal.sql"), "CREATE TABLE journal (id int NOT NULL);");
        for (int i = 1; i <= FILES; i++) {
            Files.writeString(files.resolve("%03d_count.sql".formatted(i)), "INSERT INTO journal VALUES (" + i + ");");
        }

        // When both are let go at once
        var runners = new ArrayList<Process>();
        try (var gate = Session.open(DatabaseJob.read(scene.job("gate"), scene.settings), false)) {
            RunnerLock lock = gate.database().lock(gate.connection(), "gate");
            assertTrue(lock.tryAcquire());
            for (int i = 0; i < 2; i++) {
                runners.add(RunnerProcess.start(scene.url, files));
            }
            await().atMost(LONG)
                    .until(() -> log(files)
                                    .lines()
                                    .filter(RunnerProcess.READY::equals)
                                    .count()
                            == 2);
            assertTrue(ledgerIsMissing(gate), "a runner did not wait for the lock");
            lock.release();
        }
        await().atMost(LONG).until(() -> runners.stream().noneMatch(Process::isAlive));

        // Then
        assertEquals(List.of(0, 0), runners.stream().map(Process::exitValue).toList(), () -> log(files));
        assertEquals(
                List.of(FILES + " " + FILES), scene.database.rows("SELECT count(*), count(DISTINCT id) FROM journal"));
        assertEquals(
                List.of((FILES + 1) + " 1 1 done"),
                scene.database.rows("SELECT count(*), count(DISTINCT holder), max(attempt), max(state)"
                        + " FROM stagecraft_migrations"));
    }

    private static boolean ledgerIsMissing(Session session) throws SQLException {
        return session.database().ledgerColumns(session.connection()).isEmpty();
    }

    private static String log(Path files) {
        try {
            return Files.readString(RunnerProcess.log(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
