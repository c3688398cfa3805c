package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawEngineOnMariaDbIT extends RawEngineContract {
    @Override
    DatabaseKind kind() {
        return DatabaseKind.MARIADB;
    }

    @Override
    String holderShown() {
        return "the session with connection id ";
    }

    @Test
    void aFileWithDdlThatStopsHalfWayIsUnclearUntilAPersonSays() {
        // Given
        scene.file("003_ddl.sql", """
                CREATE TABLE a (id int PRIMARY KEY);
                ALTER TABLE nothing ADD COLUMN n int;
                """);

        // When
        var failure = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertTrue(failure.getMessage().startsWith("003_ddl.sql line 2 failed: error 1146"), failure.getMessage());
        assertTrue(failure.getMessage().contains("resolve: [{id: 003_ddl, as: done}]"), failure.getMessage());
        assertEquals(MigrationReason.MIGRATION_UNCLEAR, refusal().reason());
        assertEquals(
                MigrationReason.MIGRATION_UNCLEAR,
                assertThrows(MigrationException.class, scene::apply).reason());

        // When it is undone by hand and said to be pending
        scene.database.run("DROP TABLE a");
        scene.config = "{resolve: [{id: 003_ddl, as: pending}]}";
        assertEquals(List.of("003_ddl"), scene.pending());
        assertThrows(MigrationException.class, scene::apply);

        // Then the same word is not taken for the second attempt
        var again = refusal();
        assertTrue(again.message().contains("as: done, attempt: 2}]"), again.message());
        scene.config = "{resolve: [{id: 003_ddl, as: done, attempt: 2}]}";
        assertEquals(List.of(), scene.apply().ran());
        assertEquals(List.of("001_initial done", "002_count done", "003_ddl done"), scene.ledger());
    }

    @Test
    void aFirstStatementThatFailsLeavesNothing() {
        scene.file("003_ddl.sql", "ALTER TABLE nothing ADD COLUMN n int;\nCREATE TABLE a (id int);\n");
        assertThrows(MigrationException.class, scene::apply);
        assertEquals(List.of("001_initial done", "002_count done", "003_ddl failed"), scene.ledger());
        scene.file("003_ddl.sql", "CREATE TABLE a (id int);");
        assertEquals(List.of("003_ddl"), scene.apply().ran());
    }

    @Test
    void aTableInUseEndsInALockTimeout() throws SQLException {
        // Given
        scene.apply();
        scene.config = "{lockTimeout: 1s, lockRetries: 1}";
        scene.file("003_alter.sql", "ALTER TABLE counter ADD COLUMN m int;");

        // When
        MigrationException failure;
        try (var user = scene.database.connect();
                var statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SELECT * FROM counter");
            failure = assertThrows(MigrationException.class, scene::apply);
            user.rollback();
        }

        // Then
        assertEquals(MigrationReason.MIGRATION_LOCK_TIMEOUT, failure.reason());
        assertEquals(List.of("003_alter"), scene.apply().ran());
    }
}
