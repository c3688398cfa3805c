package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.MigratingStage;
import dev.stagecraft.sandbox.RealStage;
import dev.stagecraft.sandbox.net.Visitor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tool in the application's image migrates a database that only the hosts reach. */
@Tag("e2e")
class MigrationToolE2E {
    private static final String TOOL = "{engine: container, strategy: pre_deploy,"
            + " providers: {container: {service: web, command: [/bin/sh, /migrate], risk: expand}}}";

    @TempDir
    static Path images;

    @SuppressWarnings("NullAway.Init") // every test sets it first
    private MigratingStage stage;

    @AfterEach
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void toolOfTheImageRunsOnceOnOneHostBeforeWhatNeedsItServes() {
        stage = MigratingStage.start("migration-tool", images);
        for (var version : List.of("v1", "v2")) {
            // Fails where the tool of the version has not run
            stage.push(version, "SELECT 1 / count(*) FROM runs WHERE version = '" + version + "'");
        }
        var ran = " t " + stage.projects().getFirst().host().address();

        stage.resources().apply(stage.manifest("v1", TOOL, ""));
        var first = stage.awaitServes("v1");
        assertEquals(List.of("v1" + ran), runs());
        var migration = DatabaseShop.status(first).last();
        assertRanOnOneHost(migration);
        assertServes("1\n");
        var visitors = stage.projects().stream()
                .map(project -> Visitor.of(project, "/items"))
                .toList();

        // Another environment is another release of the same image, which has nothing new for the database
        stage.resources().apply(stage.manifest("v1", TOOL, "  env: [{name: GREETING, value: hello}]\n"));
        stage.resources()
                .await(
                        "shop",
                        "the second release serves",
                        found -> DatabaseShop.serves(found, "v1")
                                && found.getStatus().releases().size() == 2);
        assertEquals(List.of("v1" + ran), runs());

        stage.resources().apply(stage.manifest("v2", TOOL, "  deletionPolicy: Delete\n"));
        var next = stage.awaitServes("v2");
        assertEquals(List.of("v1" + ran, "v2" + ran), runs());
        assertNotEquals(migration, DatabaseShop.status(next).last());
        assertRanOnOneHost(DatabaseShop.status(next).last());
        assertServes("1\n");
        visitors.forEach(Visitor::close);
        assertTrue(visitors.stream().allMatch(visitor -> visitor.roundsWithTwo() > 0));
        assertEquals(List.of(0, 0), visitors.stream().map(Visitor::failures).toList());

        stage.resources().delete("shop");
        assertEquals(List.of(), stage.tools());
    }

    /** Each run of the tool: its version, whether its environment had the password to the letter, and where it came from. */
    private List<String> runs() {
        return stage.database()
                .rows("SELECT version, password = $x$" + RealStage.PASSWORD
                        + "$x$, host(address) FROM runs ORDER BY version");
    }

    private void assertRanOnOneHost(String migration) {
        assertEquals(1, stage.tools().size(), stage.tools()::toString);
        var tool = stage.tools().getFirst();
        var hash = migration.substring(migration.lastIndexOf('-') + 1);
        assertTrue(tool.startsWith("host-1 shop-prod-migrate-main-" + hash + " Exited (0)"), tool);
    }

    private void assertServes(String answer) {
        for (var project : stage.projects()) {
            assertEquals(answer, project.get("/items"));
        }
    }
}
