package dev.stagecraft.cli.plan;

import static dev.stagecraft.cli.plan.LivePlans.assertTheSame;
import static dev.stagecraft.cli.plan.LivePlans.only;
import static dev.stagecraft.cli.plan.LivePlans.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of databases, which the command does not look into, is what the operator found there. */
@Timeout(180)
class LiveDatabasePlanIT {
    private static final String ALWAYS = "  approval: {policy: Always}\n";

    @TempDir
    Path directory;

    private final DatabaseShop stage = DatabaseShop.lit("dbplan");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private CliRun.Result run(String... words) {
        return CliRun.in(directory).cluster(resources.namespace()).run(words);
    }

    @Test
    void pendingMigrationsAreThoseThatTheOperatorPlans() throws IOException {
        // Given a first release that waits, nothing of which was ever applied
        stage.file("001_items.sql", DatabaseShop.ITEMS)
                .file("002_drop.sql", "ALTER TABLE items DROP COLUMN note;\n")
                .publish();
        resources.apply(stage.manifest("v1", "post_deploy", ALWAYS));
        var first = waiting(resources);
        assertTheSame(first, run("plan", "shop", "-o", "json"));
        resources.annotate("shop", "approve", Resources.plan(first).id());
        resources.awaitReady("shop");
        assertEquals(0, run("plan", "shop").exitCode());

        // When there are more files, then those that are new are pending before the operator looks and after it
        stage.file("003_name.sql", "ALTER TABLE items ADD COLUMN name text;\n")
                .file("004_rename.sql", "ALTER TABLE items RENAME COLUMN name TO title;\n");
        var manifest = stage.manifest("v2", "post_deploy", ALWAYS);
        Files.writeString(directory.resolve("shop.yaml"), manifest + """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shop-migrations}
                data:
                  001_items.sql: "CREATE TABLE items (id int PRIMARY KEY, note text);\\n"
                  002_drop.sql: "ALTER TABLE items DROP COLUMN note;\\n"
                  003_name.sql: "ALTER TABLE items ADD COLUMN name text;\\n"
                  004_rename.sql: "ALTER TABLE items RENAME COLUMN name TO title;\\n"
                """);
        var before = run("plan", "-f", "shop.yaml", "--live", "-o", "json");
        assertTrue(before.out().contains("told by what the operator saw last: applied up to 002_drop"), before::text);
        stage.publish();
        resources.apply(manifest);
        var second = waiting(resources);
        assertTheSame(second, before);
        var after = run("plan", "shop", "-o", "json");
        assertTheSame(second, after);
        assertFalse(after.out().contains("told by what the operator saw last"), after::text);
        assertEquals(
                Resources.plan(second).migrations().size(),
                only(after).path("migrations").size());
        assertFalse((before.text() + after.text()).contains(DatabaseShop.SENTINEL));
    }
}
