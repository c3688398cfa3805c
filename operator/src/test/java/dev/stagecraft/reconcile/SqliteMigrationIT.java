package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of an SQLite database, which lies on the operator's own disk where the operator's settings say. */
@Timeout(120)
class SqliteMigrationIT {
    @TempDir
    Path directory;

    @Test
    void filesRunBelowTheDirectoryOfTheSettingsAndNowhereElse() throws IOException {
        var allowed = Files.createDirectory(directory.resolve("allowed"));
        var database = TestDatabase.create(DatabaseKind.SQLITE, allowed);
        try (var stage = DatabaseShop.lit("sqlite", Map.of("STAGECRAFT_SQLITE_DIRECTORY", allowed.toString()))) {
            stage.url(database.url());
            stage.file("001_items.sql", "CREATE TABLE items (id int PRIMARY KEY, note text);\n");

            var ready = stage.release("v1", "pre_deploy", "");

            assertEquals("001_items", DatabaseShop.status(ready).last());
            assertEquals(List.of("001_items done"), database.rows("SELECT id, state FROM stagecraft_migrations"));

            var outside = directory.resolve("outside.db");
            stage.url("sqlite:" + allowed + "/../outside.db");
            stage.resources().apply(stage.manifest("v2", "pre_deploy", ""));
            var refused = stage.resources().awaitCondition("shop", "Accepted", "False", "Unsupported");
            var said = Resources.message(refused, "Accepted");
            assertTrue(said.startsWith("spec.databases.main"), said);
            assertTrue(
                    said.contains("not below the directory that the operator's setting STAGECRAFT_SQLITE_DIRECTORY"),
                    said);
            assertFalse(said.contains("outside.db"), said);
            assertFalse(Files.exists(outside));
        }
    }
}
