package dev.stagecraft.reconcile;

import static dev.stagecraft.sandbox.DatabaseShop.ITEMS;
import static dev.stagecraft.sandbox.DatabaseShop.planned;
import static dev.stagecraft.sandbox.Resources.latest;
import static dev.stagecraft.sandbox.Resources.phases;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Migrations that have plans of their own: what takes something away, and what somebody asks for. */
@Timeout(180)
class MigrationContractIT {
    private final DatabaseShop stage = DatabaseShop.lit("contract");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private void approve() {
        var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        resources.annotate("shop", "approve", Resources.plan(waiting).id());
    }

    @Test
    void contractRunsAfterItsOwnApprovalOnceNoReleaseInTheWindowNeedsTheOldShape() {
        stage.file("001_items.sql", ITEMS);
        var first = Resources.current(stage.release("v1", "post_deploy", "")).release();
        stage.file("002_name.sql", "ALTER TABLE items ADD COLUMN name text;\n")
                .file("003_drop.sql", "-- stagecraft:needed-by v0\nALTER TABLE items DROP COLUMN note;\n")
                .publish();
        resources.apply(stage.manifest("v2", "post_deploy", ""));

        // The release runs without an approval, and the contract waits for its own
        var waiting = resources.await(
                "shop", "the contract waits", found -> found.getStatus().phase().equals("AwaitingApproval"));
        assertEquals("v2", Resources.version(waiting));
        assertEquals(List.of("001_items", "002_name"), stage.ledger());
        assertEquals("completed", phases(latest(waiting)).get("migrate_post"));
        assertEquals("003_drop contract Contract", planned(waiting));
        assertEquals(1, DatabaseShop.status(waiting).pending());
        approve();
        var ready = resources.await(
                "shop",
                "the contract ran",
                found -> DatabaseShop.serves(found, "v2")
                        && DatabaseShop.status(found).last().equals("003_drop"));
        assertEquals(List.of("001_items", "002_name", "003_drop"), stage.ledger());
        assertEquals(2, ready.getStatus().releases().size());

        // A rollback undoes nothing, says what that means, and waits since something was taken away
        resources.annotate("shop", "rollback-to", first);
        approve();
        var back = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("v1", Resources.version(back));
        assertEquals(List.of("001_items", "002_name", "003_drop"), stage.ledger());
        var note = String.join(" ", Resources.plan(back).notes());
        assertTrue(note.contains("database main is at 003_drop, release " + first + " knew it up to 001_items"), note);
        assertTrue(note.contains("002_name (Expand), 003_drop (Contract); something was taken away"), note);
        assertEquals("skipped", phases(latest(back)).get("migrate_pre"));
    }

    @Test
    void whatServesIsLookedAfterWhileAMigrationBesideItWaitsAndWhenItFailed() {
        var often = "  drift: {interval: 10s}\n";
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "post_deploy", often);
        stage.file("002_drop.sql", "ALTER TABLE items DROP COLUMN nothing;\n").publish();
        resources.apply(stage.manifest("v2", "post_deploy", often));
        resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        stage.removeContainers();
        resources.awaitCondition("shop", "Drifted", "True", "DriftDetected");
        resources.annotate("shop", "retry", "1");
        resources.awaitCondition("shop", "Drifted", "False", "InSync");
        approve();
        resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");

        stage.removeContainers();
        resources.awaitCondition("shop", "Drifted", "True", "DriftDetected");
        assertEquals("Failed", resources.get("shop").getStatus().phase());
    }

    @Test
    void contractIsHeldWhileAReleaseThatNeedsTheOldShapeCanBeRolledBackTo() {
        stage.file("001_items.sql", ITEMS);
        var first = Resources.current(stage.release("v1", "post_deploy", "")).release();
        stage.file("002_drop.sql", "-- stagecraft:needed-by v1\nALTER TABLE items DROP COLUMN note;\n");

        stage.release("v2", "post_deploy", "");

        var held = resources.await(
                "shop",
                "it is held",
                found -> !DatabaseShop.status(found).note().isEmpty());
        assertTrue(DatabaseShop.status(held).note().contains("release " + first + " of that version can still"));
        assertEquals(List.of("001_items"), stage.ledger());
        assertEquals("Ready", held.getStatus().phase());

        // Once v1 has left history, the contract asks for its approval
        resources.apply(stage.manifest("v1", "post_deploy", "  releaseHistoryLimit: 1\n")
                        .replace("version: v1", "version: v2")
                + "  env: [{name: A, value: b}]\n");
        resources.await(
                "shop",
                "the contract waits for approval",
                found -> found.getStatus().phase().equals("AwaitingApproval"));
        approve();
        Awaitility.await("the contract ran").until(() -> stage.ledger().equals(List.of("001_items", "002_drop")));
    }

    @Test
    void contractBeforeTheRolloutIsRefused() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "pre_deploy", "");
        stage.file("002_drop.sql", "ALTER TABLE items DROP COLUMN note;\n").publish();

        resources.apply(stage.manifest("v2", "pre_deploy", ""));

        var refused = resources.awaitCondition("shop", "Accepted", "False", "ContractBeforeRollout");
        assertTrue(
                Resources.message(refused, "Accepted").startsWith("spec.databases.main.migrations.strategy: 002_drop"));
        assertEquals("v1", Resources.version(refused));
        assertEquals(1, refused.getStatus().releases().size());
    }

    @Test
    void manualMigrationsRunOnlyWhenAskedAndOnceForEachToken() {
        stage.file("001_items.sql", ITEMS);
        var shown = stage.release("v1", "manual", "");
        assertEquals("001_items manual Expand", planned(shown), "a release shows what is pending");
        assertEquals(
                List.of(),
                stage.database().rows("SELECT to_regclass('items')::text WHERE to_regclass('items') IS NOT NULL"));

        resources.annotate("shop", "migrate", "main@1");
        var done = resources.await(
                "shop",
                "001_items ran",
                found -> found.getStatus().handled().migrate().equals("main@1")
                        && found.getStatus().phase().equals("Ready"));
        assertEquals(List.of("001_items"), stage.ledger());
        assertEquals(1, done.getStatus().releases().size());
        assertEquals("001_items manual Expand", planned(done));

        stage.file("002_more.sql", "CREATE TABLE more (id int);\n").publish();
        resources.annotate("shop", "reconcile", "look");
        resources.await(
                "shop",
                "it was looked at",
                found -> found.getStatus().handled().reconcile().equals("look"));
        assertEquals(List.of("001_items"), stage.ledger());
        resources.annotate("shop", "migrate", "main@2");
        resources.await(
                "shop",
                "002_more ran",
                found -> found.getStatus().databases().containsKey("main")
                        && DatabaseShop.status(found).last().equals("002_more")
                        && found.getStatus().phase().equals("Ready"));

        // Git puts an old token back
        stage.file("003_last.sql", "CREATE TABLE last (id int);\n").publish();
        resources.annotate("shop", "migrate", "main@1");
        resources.annotate("shop", "reconcile", "look again");
        resources.await(
                "shop",
                "it was looked at",
                found -> found.getStatus().handled().reconcile().equals("look again")
                        && found.getStatus().phase().equals("Ready"));
        assertEquals(List.of("001_items", "002_more"), stage.ledger());

        // What cannot be done is told, and is in nobody's way
        resources.annotate("shop", "migrate", "other@1");
        resources.await(
                "shop",
                "it is told",
                found -> found.getStatus().handled().migrate().equals("other@1"));
        Awaitility.await("it is told")
                .until(() -> resources.events("DatabaseNotFound").stream()
                        .anyMatch(said -> said.contains("there is: [main]")));
        resources.apply(stage.manifest("v2", "manual", ""));
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
    }

    @Test
    void contractThatFailedStaysFailedUntilTheDatabaseIsClear() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "post_deploy", "");
        stage.file("002_drop.sql", "-- stagecraft:no-transaction\nALTER TABLE items DROP COLUMN note;\nSELECT 1 / 0;\n")
                .publish();
        resources.apply(stage.manifest("v2", "post_deploy", ""));
        approve();
        resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");

        resources.annotate("shop", "retry", "without a word");

        var still = resources.await(
                "shop",
                "it was tried",
                found -> found.getStatus().handled().retry().equals("without a word"));
        assertEquals("Failed", still.getStatus().phase());
        assertTrue(DatabaseShop.status(still).note().contains("002_drop"), DatabaseShop.status(still)::note);
        assertEquals("MigrationFailed", Resources.condition(still, "Ready").getReason());
        assertEquals("v2", Resources.version(still));
    }

    @Test
    void planThatWaitsStaysWhileTheDatabaseIsAway() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "post_deploy", "");
        stage.file("002_drop.sql", "ALTER TABLE items DROP COLUMN note;\n").publish();
        resources.apply(stage.manifest("v2", "post_deploy", ""));
        resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        stage.url(stage.database().urlThrough(1));

        var away = resources.await(
                "shop",
                "the note says that it is away",
                found -> !DatabaseShop.status(found).note().isEmpty());
        assertEquals("AwaitingApproval", away.getStatus().phase());
        stage.url(stage.database().url());
        approve();
        Awaitility.await("the contract ran").until(() -> stage.ledger().equals(List.of("001_items", "002_drop")));
    }

    @Test
    void rollbackHoldsAgainstTheContractOfTheSpecToo() {
        stage.file("001_items.sql", ITEMS);
        var first = Resources.current(stage.release("v1", "post_deploy", "")).release();
        stage.file("002_drop.sql", "ALTER TABLE items DROP COLUMN note;\n").publish();
        resources.apply(stage.manifest("v2", "post_deploy", ""));
        resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        resources.annotate("shop", "rollback-to", first);

        resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        resources.annotate("shop", "reconcile", "look");
        var held = resources.await(
                "shop",
                "it was looked at",
                found -> found.getStatus().handled().reconcile().equals("look")
                        && found.getStatus().phase().equals("RolledBack"));
        assertEquals("v1", Resources.version(held));
        assertEquals(List.of("001_items"), stage.ledger());
    }
}
