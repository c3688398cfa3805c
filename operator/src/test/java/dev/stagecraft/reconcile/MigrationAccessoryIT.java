package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A first release whose database is an accessory that nothing has started yet. */
@Timeout(120)
class MigrationAccessoryIT {
    @Test
    void firstReleaseIsPlannedWithoutTheDatabaseAndStartsItBeforeItMigrates() {
        try (var stage = DatabaseShop.lit("accessory")) {
            var resources = stage.resources();
            var registry = stage.shop().registry().authority();
            stage.file("001_items.sql", "CREATE TABLE items (id int);").publish();
            stage.url("postgres://shop:" + DatabaseShop.SENTINEL + "@127.0.0.1:1/shop");
            resources.apply(stage.manifest(
                            "v1",
                            "pre_deploy",
                            "  services: {db: {rollout: {strategy: Manual}}}\n  approval: {policy: Always}\n")
                    .replace("/acme/web\"}}", "/acme/web\"}, db: {image: \"" + registry + "/acme/worker:v1\"}}"));

            var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
            var plan = Resources.plan(waiting);
            assertTrue(plan.notes().toString().contains("may be an accessory that this first release"), plan::toString);
            var ids = plan.steps().stream().map(StepStatus::id).toList();
            assertTrue(ids.contains("accessories/app-1"), ids::toString);
            assertTrue(ids.indexOf("accessories/app-1") < ids.indexOf("migrate_pre/main"), ids::toString);
            assertEquals(List.of(), stage.containers());

            // The accessory starts, the migration finds nothing that listens, and nothing is rolled out
            resources.annotate("shop", "approve", plan.id());
            resources.await(
                    "shop",
                    "the migration is tried",
                    found -> Resources.plan(found).steps().stream()
                            .anyMatch(step -> step.id().equals("migrate_pre/main")
                                    && step.reason().equals("ConnectionFailed")));
            assertEquals(
                    List.of("db"),
                    stage.containers().stream().map(SimulatedContainer::service).toList());
        }
    }
}
