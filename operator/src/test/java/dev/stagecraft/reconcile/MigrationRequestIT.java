package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests for migrations beside everything else that is going on. */
@Timeout(180)
class MigrationRequestIT {
    private static final String ITEMS = "CREATE TABLE items (id int PRIMARY KEY, note text);\n";

    private final DatabaseShop stage = new DatabaseShop("request");
    private final Resources resources = stage.resources();
    private final StagecraftOperator operator = start();

    /** A step that failed is tried again late, so that there is time to want something else. */
    private StagecraftOperator start() {
        var settings = new TreeMap<>(stage.environment());
        settings.put("STAGECRAFT_STEP_BACKOFF_BASE", "20s");
        settings.put("STAGECRAFT_STEP_BACKOFF_MAX", "20s");
        return TestOperator.start(SharedControlPlane.get().config(), settings);
    }

    @AfterEach
    void close() {
        operator.close();
        stage.close();
    }

    private String manifest(String version) {
        return stage.manifest(version, "manual", "").replace("20s}", "3s, onFailure: RollbackAll}");
    }

    /** Version v1 serves, and 001_items was run by request. */
    private void migrated() {
        stage.file("001_items.sql", ITEMS).publish();
        resources.apply(manifest("v1"));
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
        resources.annotate("shop", "migrate", "main@1");
        Awaitility.await("001_items ran")
                .until(() -> DatabaseShop.applied(resources.get("shop")) == 1
                        && resources.get("shop").getStatus().phase().equals("Ready"));
    }

    @Test
    void requestThatWaitsIsInNoRollbacksWay() {
        migrated();
        stage.file("002_index.sql", "CREATE INDEX items_note ON items (note);\n")
                .publish();
        resources.apply(manifest("crash"));
        resources.await(
                "shop", "it is rolled out", found -> found.getStatus().phase().equals("Deploying"));

        resources.annotate("shop", "migrate", "main@2");

        var back = resources.await(
                "shop",
                "it is rolled back",
                found -> Resources.version(found).equals("v1")
                        && found.getStatus().releases().getFirst().type().equals("Rollback")
                        && found.getStatus().releases().getFirst().state().equals("Succeeded"));
        assertEquals("main@1", back.getStatus().handled().migrate());
        assertEquals(List.of("001_items"), stage.ledger());
    }

    @Test
    void requestWhoseRunIsGivenUpIsSeenToAgain() throws SQLException {
        migrated();
        var hasty = "lockTimeout: 100ms, lockRetries: 0";
        stage.file("002_more.sql", "ALTER TABLE items ADD COLUMN more int;\n").publish();
        try (var reader = stage.database().connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE items IN ACCESS SHARE MODE");
            resources.apply(manifest("v1").replace("lockTimeout: 500ms, lockRetries: 20", hasty));
            resources.annotate("shop", "migrate", "main@2");
            resources.await(
                    "shop",
                    "it waits for the table",
                    found -> found.getStatus().plan() != null
                            && Resources.plan(found).steps().stream()
                                    .anyMatch(step -> step.reason().equals("MigrationLockTimeout")
                                            && step.state().equals("pending")));

            resources.apply(manifest("v2").replace("lockTimeout: 500ms, lockRetries: 20", hasty));
            resources.await(
                    "shop",
                    "the run is for the new spec",
                    found -> found.getStatus().plan() != null
                            && Objects.equals(
                                    found.getStatus().observedGeneration(),
                                    found.getMetadata().getGeneration())
                            && Resources.plan(found)
                                    .specHash()
                                    .equals(found.getStatus().desiredHash()));
            reader.rollback();
        }

        var ready = resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(List.of("001_items", "002_more"), stage.ledger());
        assertEquals("main@2", ready.getStatus().handled().migrate());
    }

    @Test
    void failureOfARequestIsNotRepeatedByARetryAndSaysHowToAskAgain() {
        migrated();
        stage.file("002_bad.sql", "CREATE TABLE items (id int);\n").publish();

        resources.annotate("shop", "migrate", "main@2");

        var failed = resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");
        var said = Resources.message(failed, "Ready");
        assertTrue(said.endsWith("stagecraft.dev/migrate=main@$(date +%s)"), said);

        resources.annotate("shop", "retry", "1");
        var still = resources.await(
                "shop",
                "it was seen",
                found -> found.getStatus().handled().retry().equals("1"));
        assertEquals("Failed", still.getStatus().phase());
        stage.without("002_bad.sql").publish();
        resources.annotate("shop", "migrate", "main@3");
        resources.await("shop", "nothing is due", found -> DatabaseShop.serves(found, "v1"));
    }

    @Test
    void requestThatIsRefusedIsToldAndStopsNoRelease() {
        migrated();
        stage.file("001_items.sql", ITEMS + "-- edited\n").publish();

        resources.annotate("shop", "migrate", "main@2");

        var refused = resources.await(
                "shop",
                "it is refused",
                found -> found.getStatus().handled().migrate().equals("main@2")
                        && !DatabaseShop.status(found).note().isEmpty());
        assertTrue(DatabaseShop.status(refused).note().contains("was edited after it was applied"));
        assertTrue(DatabaseShop.status(refused).note().contains("ask again with another token"));
        Awaitility.await("it is told")
                .until(() -> !resources.events("ChecksumMismatch").isEmpty());
        resources.apply(manifest("v2"));
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
    }

    @Test
    void requestWithNothingToRunBesideANewReleaseIsOverAndTheReleaseBegins() {
        migrated();
        stage.shop().registry().push("acme/web", "v3", "healthy");

        resources.apply(manifest("v3").replace("metadata: {name: shop}", """
                metadata:
                  name: shop
                  annotations: {stagecraft.dev/migrate: main@2}"""));

        var ready = resources.await("shop", "v3 serves", found -> DatabaseShop.serves(found, "v3"));
        assertEquals("main@2", ready.getStatus().handled().migrate());
    }

    @Test
    void whatServesIsLookedAfterWhileARequestWaitsForApproval() {
        migrated();
        stage.file("002_type.sql", "ALTER TABLE items ALTER COLUMN id TYPE bigint;\n")
                .publish();
        resources.annotate("shop", "migrate", "main@2");
        var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        var plan = Resources.plan(waiting).id();

        stage.removeContainers();
        resources.annotate("shop", "reconcile", "1");
        var drifted = resources.awaitCondition("shop", "Drifted", "True", "DriftDetected");
        assertEquals(plan, Resources.plan(drifted).id());

        resources.annotate("shop", "retry", "1");
        resources.awaitCondition("shop", "Drifted", "False", "InSync");
        var again = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        resources.annotate("shop", "approve", Resources.plan(again).id());
        Awaitility.await("002_type ran").until(() -> stage.ledger().equals(List.of("001_items", "002_type")));
    }
}
