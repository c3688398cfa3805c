package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations by command, with the operator over a real PostgreSQL. */
@Timeout(180)
class MigrateIT {
    private final DatabaseShop stage = DatabaseShop.lit("climigrate");
    private final Resources resources = stage.resources();
    private final CliRun cli;

    MigrateIT(@TempDir Path directory) {
        cli = CliRun.in(directory).cluster(resources.namespace());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private CliRun.Result run(String... args) {
        var result = cli.run(args);
        assertFalse(result.text().contains(DatabaseShop.SENTINEL), "a password is shown");
        return result;
    }

    private void golden(String name, CliRun.Result result) {
        var same = new CliRun.Result(result.exitCode(), tokenless(result.out()), tokenless(result.err()));
        cli.golden("phase/" + name, same, Map.of(resources.namespace(), "NAMESPACE"));
    }

    private static String tokenless(String text) {
        // How far the operator was each time that it was seen is another in each run.
        return text.replaceAll("main@[0-9]+", "main@TOKEN").replaceAll("(?m)^migrate database .*\\R", "");
    }

    @Test
    void whatIsPendingIsShownAndRunWhenSomebodyAsks() {
        stage.file("001_items.sql", DatabaseShop.ITEMS)
                .file("002_more.sql", "ALTER TABLE items ADD COLUMN more int;\n")
                .release("v1", "manual", "");

        golden("migrate-plan", run("migrate", "plan", "shop"));
        golden("migrate-plan-json", run("migrate", "plan", "--database", "main", "-o", "json"));
        golden("migrate-run-dry", run("migrate", "run", "--database", "main", "--dry-run"));
        assertEquals(0, DatabaseShop.applied(resources.get("shop")));

        golden("migrate-run", run("migrate", "run", "shop", "--database", "main"));
        assertEquals(List.of("001_items", "002_more"), stage.ledger());
        golden("migrate-run-nothing", run("migrate", "run", "shop", "--database", "main"));
        golden("migrate-plan-nothing", run("migrate", "plan", "shop", "--refresh"));
    }

    @Test
    void whatWaitsForAnApprovalFailsOrIsRefusedIsTold() {
        stage.file("001_items.sql", DatabaseShop.ITEMS).release("v1", "manual", "");
        assertEquals(0, run("migrate", "run", "--database", "main").exitCode());

        stage.file("002_type.sql", "ALTER TABLE items ALTER COLUMN id TYPE bigint;\n")
                .publish();
        golden("migrate-run-approval", run("migrate", "run", "--database", "main"));
        assertEquals(List.of("001_items"), stage.ledger());
        golden("migrate-plan-approval", run("migrate", "plan"));

        stage.without("002_type.sql")
                .file("002_bad.sql", "CREATE TABLE items (id int);\n")
                .publish();
        golden("migrate-run-failed", run("migrate", "run", "--database", "main"));

        stage.without("002_bad.sql")
                .file("001_items.sql", DatabaseShop.ITEMS + "-- edited\n")
                .publish();
        golden("migrate-run-refused", run("migrate", "run", "--database", "main"));
    }

    @Test
    void aWaitThatIsTooShortLeavesTheOperatorAtWork() throws SQLException {
        stage.file("001_items.sql", DatabaseShop.ITEMS).release("v1", "manual", "");
        assertEquals(0, run("migrate", "run", "--database", "main").exitCode());
        stage.file("002_more.sql", "ALTER TABLE items ADD COLUMN more int;\n").publish();
        try (var reader = stage.database().connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE items IN ACCESS SHARE MODE");
            var late = run("migrate", "run", "--database", "main", "--timeout", "3s");
            assertEquals(4, late.exitCode(), late.text());
            assertTrue(
                    late.err()
                            .endsWith(" is still to come; the operator goes on, and stagecraft status shop -n "
                                    + resources.namespace() + " tells how far it is.\n"),
                    late.err());
            reader.rollback();
        }
        resources.await("shop", "it goes on", found -> DatabaseShop.applied(found) == 2);
    }

    @Test
    void whatCannotBeAskedForIsRefusedBeforeItIsAsked() {
        stage.file("001_items.sql", DatabaseShop.ITEMS).release("v1", "pre_deploy", "");

        golden("migrate-plan-released", run("migrate", "plan"));
        golden("migrate-run-strategy", run("migrate", "run", "--database", "main"));
        golden("migrate-run-unknown", run("migrate", "run", "--database", "other"));
        golden("migrate-run-timeout", run("migrate", "run", "--database", "main", "--timeout", "soon"));
        golden("migrate-run-strategy", run("migrate", "run"));
        resources.apply(stage.manifest("v1", "manual", "  suspend: true\n"));
        golden("migrate-run-suspended", run("migrate", "run", "--database", "main"));
    }
}
