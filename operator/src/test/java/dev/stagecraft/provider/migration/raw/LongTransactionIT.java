package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody's transaction holds what a file needs. */
class LongTransactionIT {
    @TempDir
    Path directory;

    /** Readers queue behind a waiting ALTER TABLE, so they wait as long as it does: no longer than the lock timeout. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void endsInALockTimeoutAndReadersAreHeldUpNoLongerThanThat(DatabaseKind kind) throws Exception {
        // Given
        var scene = people(kind);
        scene.config = "{lockTimeout: 2s, lockRetries: 2}";
        scene.file("002_alter.sql", "ALTER TABLE people ADD COLUMN name text;");
        var stop = new AtomicBoolean();
        var waits = Collections.synchronizedList(new ArrayList<Long>());
        var reader = Thread.ofPlatform().start(() -> read(scene, stop, waits));
        await().until(() -> waits.size() > 1000);
        MigrationException failure;

        // When
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SELECT * FROM people");
            failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
        }
        stop.set(true);
        reader.join();

        // Then
        assertEquals(MigrationReason.MIGRATION_LOCK_TIMEOUT, failure.reason());
        assertTrue(
                failure.getMessage().startsWith("002_alter.sql line 1 did not get a lock in 3 tries"),
                failure.getMessage());
        assertTrue(failure.retryable());
        var lockTimeout = Duration.ofSeconds(2);
        waits.sort(null);
        long p99 = waits.get((int) Math.ceil(waits.size() * 0.99) - 1);
        assertTrue(Duration.ofNanos(p99).compareTo(lockTimeout) < 0, () -> "p99 of readers: " + p99 + " ns");
        long longest = waits.getLast();
        assertTrue(longest < 2 * lockTimeout.toNanos(), () -> "a reader waited " + longest + " ns");
        assertEquals(List.of("001_people done"), done(scene));
        assertEquals(List.of("002_alter"), scene.apply().ran());
    }

    @Test
    void postgresNamesTheSessionThatHoldsTheTableAndNotWhatItRuns() throws SQLException {
        // Given
        var scene = people(DatabaseKind.POSTGRESQL);
        scene.config = "{lockTimeout: 1s, lockRetries: 1}";
        scene.file("002_alter.sql", "ALTER TABLE people ADD COLUMN name text;");

        // When
        String process;
        String since;
        MigrationException failure;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SET application_name = 'nightly report'");
            statement.execute("SELECT * FROM people WHERE email = 'bob@example.com'");
            process = Rows.texts(user, "SELECT pg_backend_pid()").iterator().next();
            since = Rows.texts(user, "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
                    .iterator()
                    .next();
            failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
        }

        // Then
        String named = "It waited for nightly report (process %s, from 127.0.0.1, in a transaction since %s, idle);"
                .formatted(process, since);
        assertTrue(failure.getMessage().contains(named), failure.getMessage());
        assertFalse(failure.getMessage().contains("bob"), failure.getMessage());
    }

    @Test
    void postgresNamesItForAStatementOutsideATransactionToo() throws SQLException {
        // Given
        var scene = people(DatabaseKind.POSTGRESQL);
        scene.config = "{lockTimeout: 1s, lockRetries: 0}";
        scene.file("002_alter.sql", "-- stagecraft:no-transaction\nALTER TABLE people ADD COLUMN name text;\n");

        // When
        MigrationException failure;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SET application_name = 'importer'");
            statement.execute("INSERT INTO people VALUES (7, 'bob@example.com')");
            failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
        }

        // Then
        assertTrue(
                failure.getMessage().startsWith("002_alter.sql line 2 did not get a lock in 1 tries"),
                failure.getMessage());
        assertTrue(failure.getMessage().contains("It waited for importer (process "), failure.getMessage());
        assertEquals(List.of("002_alter"), scene.apply().ran());
    }

    @Test
    void mariaDbNamesTheSessionThatHoldsARow() throws SQLException {
        // Given
        var scene = people(DatabaseKind.MARIADB);
        scene.database.run("INSERT INTO people VALUES (1, 'bob@example.com')");
        scene.config = "{lockTimeout: 1s, lockRetries: 1}";
        scene.file("002_more.sql", "UPDATE people SET email = 'b' WHERE id = 1;");

        // When
        String connection;
        MigrationException failure;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("UPDATE people SET email = 'bob@example.net' WHERE id = 1");
            connection = Rows.texts(user, "SELECT connection_id()").iterator().next();
            failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
        }

        // Then
        assertTrue(
                failure.getMessage()
                        .matches(
                                "(?s).*It waited for shop \\(connection id " + connection
                                        + ", from 127\\.0\\.0\\.1, in a transaction since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\);.*"),
                failure.getMessage());
        assertFalse(failure.getMessage().contains("bob"), failure.getMessage());
        assertEquals(List.of("002_more"), scene.apply().ran());
    }

    private Scene people(DatabaseKind kind) {
        var scene = new Scene(kind, directory);
        scene.file("001_people.sql", "CREATE TABLE people (id int PRIMARY KEY, email text);");
        scene.apply();
        return scene;
    }

    private static List<String> done(Scene scene) {
        return scene.ledger().stream().filter(row -> row.endsWith(" done")).toList();
    }

    private static void read(Scene scene, AtomicBoolean stop, List<Long> waits) {
        try (var connection = scene.database.connect();
                var statement = connection.createStatement()) {
            while (!stop.get()) {
                long start = System.nanoTime();
                statement.executeQuery("SELECT count(*) FROM people").close();
                waits.add(System.nanoTime() - start);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
