package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which schema the ledger is in, when there is more than one. */
class PostgresSchemasIT {
    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(DatabaseKind.POSTGRESQL, directory);
        scene.file("001_initial.sql", RawEngineContract.INITIAL);
    }

    @Test
    void aSearchPathThatChangedLetsNothingRunAgain() {
        // Given
        scene.apply();
        String user = scene.database.rows("SELECT current_user").getFirst();
        scene.file("002_schema.sql", "CREATE SCHEMA \"%s\";".formatted(user));
        scene.apply();
        assertEquals(List.of(user), scene.database.rows("SELECT current_schema()"));

        // When
        var planned = assertThrows(MigrationException.class, scene::plan);
        var applied = assertThrows(MigrationException.class, scene::apply);

        // Then
        assertEquals(MigrationReason.UNSUPPORTED, planned.reason());
        assertEquals(MigrationReason.UNSUPPORTED, applied.reason());
        assertTrue(planned.getMessage().contains("in the schema public: "), planned.getMessage());
        assertTrue(planned.getMessage().contains("schema=<name>"), planned.getMessage());
        scene.url = scene.url + "&schema=public";
        assertEquals(List.of(), scene.pending());
        assertEquals(List.of(), scene.plan().refusals());
    }

    @Test
    void tablesInAnotherSchemaNeedABaselineUnlessTheSchemaIsNamed() {
        // Given
        scene.database.run("CREATE SCHEMA store", "CREATE TABLE store.orders (id int)");

        // When
        var refusals = scene.plan().refusals();

        // Then
        assertEquals(MigrationReason.BASELINE_NEEDED, refusals.getFirst().reason());
        var said = refusals.getFirst().message();
        assertTrue(said.contains("there are some in store") && said.contains("add schema=<name>"), said);
        scene.url = scene.url + "&schema=public";
        assertEquals(List.of(), scene.plan().refusals());
        assertEquals(List.of("001_initial"), scene.apply().ran());
    }
}
