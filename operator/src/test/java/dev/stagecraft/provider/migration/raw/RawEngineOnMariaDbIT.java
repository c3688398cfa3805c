package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
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
        scene.file("003_ddl.sql", "CREATE TABLE a (id int PRIMARY KEY);");
        assertEquals(List.of(), scene.apply().ran());
        assertEquals(List.of("001_initial done", "002_count done", "003_ddl done"), scene.ledger());

        // And the file as it was corrected is the one that counts
        scene.config = "{}";
        assertEquals(List.of(), scene.plan().refusals());
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
    void quotesAreReadAsTheFileIsCutWhateverTheServerIsSetTo() {
        String mode = scene.database.rows("SELECT @@GLOBAL.sql_mode").getFirst();
        scene.database.run("SET GLOBAL sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'");
        try {
            scene.file("003_text.sql", "CREATE TABLE texts (a text, mode text);")
                    .file("004_text.sql", "INSERT INTO texts VALUES (\"it\\'s\", @@sql_mode);")
                    .file("005_text.sql", "INSERT INTO texts VALUES ('it\\'s', @@sql_mode);");
            scene.apply();
        } finally {
            scene.database.run("SET GLOBAL sql_mode = '" + mode + "'");
        }
        assertEquals(
                List.of("it's 1 0", "it's 1 0"),
                scene.database.rows("SELECT a, mode LIKE '%STRICT_ALL_TABLES%', mode LIKE '%ANSI%' FROM texts"));
    }
}
