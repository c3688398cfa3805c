package dev.stagecraft.reconcile;

import static dev.stagecraft.sandbox.DatabaseShop.ITEMS;
import static dev.stagecraft.sandbox.DatabaseShop.planned;
import static dev.stagecraft.sandbox.Resources.latest;
import static dev.stagecraft.sandbox.Resources.phases;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.registry.ImageLayer;
import io.fabric8.kubernetes.api.model.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Migrations of a real PostgreSQL gate the releases of a shop. */
@Timeout(180)
class MigrationIT {
    private final DatabaseShop stage = DatabaseShop.lit("migrate");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private Connection holdingItems() throws SQLException {
        var connection = stage.database().connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE items IN ACCESS SHARE MODE");
        }
        return connection;
    }

    private List<Event> events() {
        return SharedControlPlane.client()
                .v1()
                .events()
                .inNamespace(resources.namespace())
                .list()
                .getItems();
    }

    @Test
    void migrationsCommitBeforeAnyContainerOfTheReleaseExists() throws SQLException {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "pre_deploy", "");
        stage.file("002_price.sql", "ALTER TABLE items ADD COLUMN price int;\n").publish();

        try (var reader = holdingItems()) {
            resources.apply(stage.manifest("v2", "pre_deploy", ""));
            resources.await(
                    "shop",
                    "002_price is being applied",
                    found -> found.getStatus().waitingFor().equals("main: applying 002_price (1 of 1)"));
            assertEquals(List.of("001_items"), stage.ledger());
            assertTrue(stage.containers().stream()
                    .allMatch(container -> container.reference().equals(image("v1"))));
            reader.rollback();
        }

        var ready = resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(List.of("001_items", "002_price"), stage.ledger());
        assertEquals("002_price", DatabaseShop.status(ready).last());
        assertEquals(2, DatabaseShop.status(ready).applied());
        assertEquals(0, DatabaseShop.status(ready).pending());
        assertEquals("completed", phases(latest(ready)).get("migrate_pre"));
        assertEquals("skipped", phases(latest(ready)).get("migrate_post"));
        assertEquals("002_price migrate_pre Expand", planned(ready));
        var newest = latest(ready);
        assertEquals(
                "ReleaseDatabase[last=002_price, source=, ran=[ReleaseMigration[id=002_price, risk=Expand]], earlier=0, earlierRisk=]",
                String.valueOf(newest.databases().get("main")));
        Awaitility.await("the release object says it too")
                .until(() -> resources.releases().stream()
                        .anyMatch(release -> release.getMetadata().getName().endsWith(newest.id())
                                && release.getStatus().databases().equals(newest.databases())));
        assertEquals(
                List.of(newest.id()),
                stage.database().rows("SELECT release FROM stagecraft_migrations WHERE id = '002_price'"));
        assertNoSecret(ready);
    }

    private String image(String version) {
        var found = stage.shop().registry().find("acme/web", version).orElseThrow();
        return stage.shop().registry().authority() + "/acme/web@" + found.digest();
    }

    private void assertNoSecret(Stagecraft resource) {
        var serialization = SharedControlPlane.client().getKubernetesSerialization();
        var everything = serialization.asYaml(resource)
                + serialization.asYaml(resources.releases())
                + serialization.asYaml(events());
        assertFalse(everything.contains(DatabaseShop.SENTINEL));
    }

    @Test
    void failingFileEndsTheReleaseBeforeTheRolloutAndNothingIsTriedAgain() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "pre_deploy", "");
        var before = stage.containers().getFirst().id();
        stage.file("002_more.sql", "CREATE TABLE more (id int);\n")
                .file("003_bad.sql", "CREATE TABLE other (id int);\n\nCREATE TABLE items (id int);\n")
                .publish();

        resources.apply(stage.manifest("v2", "pre_deploy", ""));

        var failed = resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");
        assertTrue(Resources.message(failed, "Released")
                .contains("in phase migrate_pre: main: 003_bad.sql line 3 failed"));
        assertEquals("True", Resources.condition(failed, "Available").getStatus());
        assertEquals("v1", Resources.version(failed));
        assertEquals("skipped", phases(latest(failed)).get("rollout"));
        assertEquals(before, stage.containers().getFirst().id());
        assertEquals(1, stage.containers().size());
        assertEquals(List.of("001_items", "002_more"), stage.ledger());
        assertEquals("002_more", DatabaseShop.status(failed).last());
        var plan = Resources.plan(failed).id();
        var attempts = attempts();
        resources.annotate("shop", "reconcile", "again");
        Awaitility.await("nothing is tried again")
                .during(Duration.ofSeconds(2))
                .until(() -> Resources.plan(resources.get("shop")).id().equals(plan)
                        && attempts().equals(attempts));
        var still = resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");
        assertEquals(plan, Resources.plan(still).id());
        assertEquals(2, still.getStatus().releases().size());
        assertTrue(still.getStatus().releases().stream()
                .allMatch(release -> release.type().equals("Deploy")));
        assertNoSecret(still);

        stage.file("003_bad.sql", "CREATE TABLE other (id int);\n");
        stage.release("v2", "pre_deploy", "");
        assertEquals(List.of("001_items", "002_more", "003_bad"), stage.ledger());
    }

    private List<String> attempts() {
        return stage.database().rows("SELECT id, state, attempt, started_at FROM stagecraft_migrations ORDER BY id");
    }

    @Test
    void riskyFileWaitsForApprovalOfThePlanThatNamesIt() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "pre_deploy", "");
        stage.file("002_index.sql", "CREATE INDEX items_note ON items (note);\n")
                .publish();
        resources.apply(stage.manifest("v2", "pre_deploy", ""));

        var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        assertEquals("002_index migrate_pre Risky", planned(waiting));
        assertTrue(Resources.message(waiting, "Approved").contains("002_index locks or rewrites what is in use"));
        assertEquals(List.of("001_items"), stage.ledger());
        assertEquals(1, DatabaseShop.status(waiting).pending());

        // Another file is another plan: what was approved is not what would run
        var approved = Resources.plan(waiting).id();
        stage.file("002_index.sql", "CREATE INDEX items_note ON items (note, id);\n")
                .publish();
        resources.await(
                "shop", "a new plan", found -> !Resources.plan(found).id().equals(approved));
        resources.annotate("shop", "approve", approved);
        resources.awaitCondition("shop", "Approved", "False", "PlanStale");
        assertEquals(List.of("001_items"), stage.ledger());

        resources.annotate(
                "shop", "approve", Resources.plan(resources.get("shop")).id());
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(List.of("001_items", "002_index"), stage.ledger());
    }

    @Test
    void editedAppliedFileStopsTheReleaseUntilTheEditIsAccepted() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "pre_deploy", "");
        stage.file("001_items.sql", ITEMS + "-- a word more\n").publish();

        resources.apply(stage.manifest("v2", "pre_deploy", ""));

        var refused = resources.awaitCondition("shop", "Stalled", "True", "ChecksumMismatch");
        var said = Resources.message(refused, "Accepted");
        assertTrue(said.contains("001_items.sql was edited after it was applied"), said);
        assertEquals("v1", Resources.version(refused));
        var accept = said.substring(said.indexOf("accept: ") + 8, said.indexOf("]") + 1);
        resources.apply(stage.manifest("v2", "pre_deploy", "").replace("raw: {", "raw: {accept: " + accept + ", "));
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(List.of("001_items"), stage.ledger());
    }

    @Test
    void filesComeFromTheImageThatTheReleasePins() {
        var layer = new ImageLayer().file("app/migrations/001_items.sql", ITEMS);
        stage.shop().registry().pushTagged("acme/web", "v3", layer.gzip());
        var source = "{image: {service: web, path: /app/migrations}}";

        resources.apply(stage.manifest("v3", "pre_deploy", source, ""));

        resources.await("shop", "v3 serves", found -> DatabaseShop.serves(found, "v3"));
        assertEquals(List.of("001_items"), stage.ledger());
        resources.apply(stage.manifest("v3", "pre_deploy", source.replace("/app", "/srv"), ""));
        var refused = resources.awaitCondition("shop", "Accepted", "False", "ImagePathNotFound");
        assertTrue(Resources.message(refused, "Accepted")
                .startsWith("spec.databases.main.migrations.source.image.path: "));
    }

    @Test
    void databaseThatIsAwayKeepsTheReleaseWaitingAndTheOldOneServing() {
        stage.file("001_items.sql", ITEMS);
        stage.release("v1", "pre_deploy", "");
        stage.url(stage.database().urlThrough(1));
        stage.file("002_more.sql", "CREATE TABLE more (id int);\n").publish();

        resources.apply(stage.manifest("v2", "pre_deploy", ""));

        var waiting = resources.awaitCondition("shop", "Reconciling", "True", "ConnectionFailed");
        assertEquals("v1", Resources.version(waiting));
        assertNoSecret(waiting);
        stage.url(stage.database().url());
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(List.of("001_items", "002_more"), stage.ledger());
    }
}
