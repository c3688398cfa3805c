package dev.stagecraft.provider.migration.raw;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL has: indexes built beside the traffic, lock timeouts in milliseconds, settings that a file makes. */
class PostgresMigrationsIT {
    private static final String INDEX = """
            -- stagecraft:no-transaction
            CREATE UNIQUE INDEX CONCURRENTLY people_email ON people (email);
            """;

    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(DatabaseKind.POSTGRESQL, directory);
        scene.file("001_people.sql", "CREATE TABLE people (id int PRIMARY KEY, email text);");
    }

    @Test
    void anIndexIsBuiltBesideTheTraffic() {
        scene.file("002_index.sql", INDEX);
        assertEquals(List.of("001_people", "002_index"), scene.apply().ran());
        assertEquals(List.of("t"), valid());
    }

    @Test
    void anInvalidIndexIsDroppedBeforeTheNextAttempt() {
        // Given
        scene.apply();
        scene.database.run("INSERT INTO people VALUES (1, 'bob@example.com'), (2, 'bob@example.com')");
        scene.file("002_index.sql", INDEX);

        // When
        var failure = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertTrue(
                failure.getMessage().startsWith("002_index.sql line 2 failed: SQLSTATE 23505"), failure.getMessage());
        assertFalse(failure.getMessage().contains("bob@"), failure.getMessage());
        assertEquals(List.of("f"), valid());
        assertEquals(List.of("001_people done", "002_index failed"), scene.ledger());

        // When
        scene.database.run("DELETE FROM people WHERE id = 2");
        assertEquals(List.of("002_index"), scene.apply().ran());

        // Then
        assertEquals(List.of("t"), valid());
    }

    @Test
    void aBuildThatWasLeftOffIsTakenUp() {
        // Given
        scene.apply();
        scene.file("002_index.sql", INDEX);
        scene.apply();
        scene.database.run(
                "UPDATE stagecraft_migrations SET state = 'running', finished_at = NULL WHERE id = '002_index'");
        assertEquals(List.of("002_index"), scene.pending());

        // When
        assertEquals(List.of("002_index"), scene.apply().ran());

        // Then
        assertEquals(List.of("t"), valid());
        assertEquals(List.of("001_people done", "002_index done"), scene.ledger());
    }

    @Test
    void anIndexOfThatNameThatIsNotOursStays() {
        scene.apply();
        scene.database.run("CREATE INDEX people_email ON people (id)");
        scene.file("002_index.sql", INDEX);
        var failure = assertThrows(MigrationException.class, scene::apply);
        assertTrue(failure.getMessage().contains("there is an index people_email already"), failure.getMessage());
        assertFalse(failure.getMessage().contains("IF NOT EXISTS"), failure.getMessage());
        assertEquals(List.of("001_people done"), scene.ledger());
    }

    @Test
    void otherStatementsThatWereLeftOffAreUnclear() {
        scene.apply();
        scene.file("002_vacuum.sql", "-- stagecraft:no-transaction\nVACUUM people;\n");
        scene.apply();
        scene.database.run("UPDATE stagecraft_migrations SET state = 'running' WHERE id = '002_vacuum'");
        assertEquals(
                MigrationReason.MIGRATION_UNCLEAR,
                scene.plan().refusals().getFirst().reason());
        assertTrue(scene.plan().refusals().getFirst().message().contains("002_vacuum.sql was begun by operator-a"));
    }

    @Test
    void aShortTransactionIsWaitedOut() throws Exception {
        // Given
        scene.apply();
        scene.config = "{lockTimeout: 100ms, lockRetries: 50}";
        scene.file("002_alter.sql", "ALTER TABLE people ADD COLUMN name text;");
        var ran = new ArrayList<String>();

        // When
        Thread runner;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SELECT * FROM people");
            runner = Thread.ofPlatform().start(() -> ran.addAll(scene.apply().ran()));
            await().until(() -> !scene.database
                    .rows("SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'")
                    .isEmpty());
            user.rollback();
        }
        runner.join();

        // Then
        assertEquals(List.of("002_alter"), ran);
    }

    @Test
    void aStatementThatRunsTooLongIsStopped() {
        scene.config = "{statementTimeout: 200ms}";
        scene.file("002_slow.sql", "SELECT pg_sleep(60);");
        var failure = assertThrows(MigrationException.class, scene::apply);
        assertTrue(failure.getMessage().contains("SQLSTATE 57014"), failure.getMessage());
    }

    @Test
    void whatAFileSetsEndsWithIt() {
        // Given
        scene.database.run("CREATE SCHEMA other");
        scene.file(
                        "002_dump.sql",
                        "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE other.t (id int);\n")
                .file("003_set.sql", """
                        SET search_path = other;
                        SET statement_timeout = 0;
                        SET client_connection_check_interval = 0;
                        CREATE TABLE u (id int);
                        """)
                .file("004_after.sql", "ALTER TABLE people ADD COLUMN name text;")
                .file("005_proof.sql", """
                        CREATE TABLE proof AS SELECT concat_ws(' ', current_setting('statement_timeout'),
                          current_setting('idle_session_timeout'), current_setting('tcp_keepalives_idle'),
                          current_setting('client_connection_check_interval')) AS s;
                        """);

        // When
        assertEquals(5, scene.apply().ran().size());

        // Then
        assertEquals(List.of("5min 90s 30 2s"), scene.database.rows("SELECT s FROM proof"));
        assertEquals(
                List.of("public"),
                scene.database.rows("SELECT schemaname FROM pg_tables WHERE tablename = 'stagecraft_migrations'"));
    }

    @Test
    void stringsAreReadAsTheFileIsCutWhateverTheServerIsSetTo() {
        scene.database.run("""
                DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET standard_conforming_strings = off', current_database()); END $$""");
        scene.file("002_backslash.sql", "CREATE TABLE proof AS SELECT 'a\\' AS s;")
                .file("003_again.sql", "INSERT INTO proof VALUES ('b\\');");
        assertEquals(
                List.of("001_people", "002_backslash", "003_again"),
                scene.apply().ran());
        assertEquals(List.of("a\\", "b\\"), scene.database.rows("SELECT s FROM proof ORDER BY s"));
    }

    @Test
    void whatAFunctionRaisesIsLeftOut() {
        scene.file("002_raise.sql", "DO $$ BEGIN RAISE EXCEPTION 'the card is 4111'; END $$;")
                .file("003_never.sql", "SELECT 1;");
        var failure = assertThrows(MigrationException.class, scene::apply);
        assertTrue(failure.getMessage().contains("SQLSTATE P0001"), failure.getMessage());
        assertFalse(failure.getMessage().contains("4111"), failure.getMessage());
    }

    @Test
    void aSyntaxErrorNamesItsOwnLineAndNoLiteral() {
        scene.file("002_bad.sql", "SELECT 1;\n\nSELECT\n  1 'hunter2' FROM FROM x;\n");
        var failure = assertThrows(MigrationException.class, scene::apply);
        assertTrue(failure.getMessage().startsWith("002_bad.sql line 4 failed: SQLSTATE 42601"), failure.getMessage());
        assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
    }

    @Test
    void aWrongPasswordAndAClosedPortAreToldApartAndShowNoPassword() {
        String good = scene.url;
        scene.url = good.replace("s3cret-p%40ss", "wr0ng-p%40ss");
        var denied = assertThrows(MigrationException.class, scene::plan);
        scene.url = scene.database.urlThrough(1);
        var away = assertThrows(MigrationException.class, scene::plan);
        for (var failure : List.of(denied, away)) {
            assertEquals(MigrationException.Code.CONNECTION_FAILED, failure.code());
            assertFalse(
                    failure.getMessage().contains("p@ss")
                            || failure.getMessage().contains("p%40ss"),
                    failure.getMessage());
        }
        assertTrue(denied.getMessage().contains("does not let the migrations in"), denied.getMessage());
        assertTrue(away.getMessage().contains("cannot be reached"), away.getMessage());
    }

    @Test
    void aSchemaInTheConnectionStringHasALedgerOfItsOwn() {
        scene.database.run("CREATE SCHEMA store");
        scene.apply();
        scene.url = scene.url + "&schema=store";
        assertEquals(List.of("001_people"), scene.apply().ran());
        assertEquals(List.of("001_people"), scene.database.rows("SELECT id FROM store.stagecraft_migrations"));
    }

    @Test
    void aSessionThatIsTerminatedIsFoundOutFromTheLedger() {
        // Given
        var kills = new AtomicLong();
        for (int i = 2; i < 8; i++) {
            scene.file("%03d_more.sql".formatted(i), "INSERT INTO people VALUES (%d, NULL);".formatted(i));
        }

        // When
        var report = scene.engine.apply(scene.job("operator-a"), new MigrationListener() {
            @Override
            public void before(Migration migration) {
                if (kills.incrementAndGet() % 2 == 0) {
                    scene.database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'stagecraft operator-a' AND datname = current_database()");
                }
            }
        });

        // Then
        assertEquals(7, report.ran().size());
        assertTrue(kills.get() > 7, "no session was ended");
        assertEquals(List.of("6"), scene.database.rows("SELECT count(*) FROM people"));
    }

    private List<String> valid() {
        return scene.database.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('people_email')");
    }
}
