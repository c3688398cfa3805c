package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.ShopManifest;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes and what stays when a resource is deleted. */
@Timeout(120)
class DeletionIT {
    private final OperatorStage stage = OperatorStage.lit("deletion");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private ShopManifest deleting() {
        return stage.manifest("v1").with("  deletionPolicy: Delete");
    }

    private void delete() {
        resources.handle("shop").delete();
    }

    private void awaitGone() {
        Awaitility.await("shop is gone")
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> resources.get("shop") == null);
    }

    @Test
    void retainLeavesDropletsAndContainersAlone() {
        stage.release(stage.manifest("v1"));
        var mutations = stage.mutations();

        delete();

        awaitGone();
        assertEquals(2, stage.droplets().size());
        assertEquals(6, stage.containers().size());
        assertEquals(mutations, stage.mutations());
    }

    @Test
    void deleteTakesTheDropletsOfThisResourceOnly() {
        stage.release(deleting());
        resources.apply(deleting()
                .count(1)
                .yaml()
                .replace("metadata: {name: shop}", "metadata: {name: other}")
                .replace("project: {name: shop,", "project: {name: other,"));
        resources.awaitReady("other");
        stage.team().seed("shop-prod-app-1", Set.of("stagecraft-host:app-1"));

        delete();

        awaitGone();
        var other = resources.get("other").getMetadata().getUid();
        var left = stage.droplets();
        assertEquals(2, left.size());
        assertEquals(2, stage.deletes());
        assertTrue(left.stream().anyMatch(droplet -> droplet.tags().contains("stagecraft-uid:" + other)));
        assertTrue(left.stream().anyMatch(droplet -> droplet.tags().equals(Set.of("stagecraft-host:app-1"))));
        resources.awaitReady("other");
    }

    @Test
    void dropletThatIsGoneAlreadyIsNoObstacle() {
        stage.release(deleting());
        stage.team().destroy(stage.droplet("app-1").id());

        delete();

        awaitGone();
        assertTrue(stage.droplets().isEmpty());
    }

    @Test
    void allDropletsGoneAlreadyAreNoObstacleEither() {
        stage.release(deleting());
        stage.droplets().forEach(droplet -> stage.team().destroy(droplet.id()));

        delete();

        awaitGone();
        assertEquals(0, stage.deletes());
    }

    @Test
    void protectedHostIsKept() {
        resources.apply(deleting()
                .yaml()
                .replace(
                        "{name: app, role: app, count: 2}",
                        "{name: app, role: app}, {name: db, role: db, protect: true}")
                .replace("redis: {role: app,", "redis: {role: db,")
                .replaceAll("(?m)^ *depends_on: \\[redis]\n", ""));
        resources.awaitReady("shop");

        delete();

        awaitGone();
        assertEquals(1, stage.droplets().size());
        assertTrue(stage.droplets().getFirst().tags().contains("stagecraft-host:db"));
    }

    @Test
    void wrongTokenNamesTheWayOutAndRetainTakesIt() {
        stage.release(deleting());
        stage.token("dop_v1_wrong");

        delete();

        var stuck = resources.await(
                "shop",
                "the way out",
                found -> Resources.message(found, "Ready").contains("deletionPolicy to Retain"));
        assertTrue(Resources.message(stuck, "Ready").contains("token"));
        assertEquals(2, stage.droplets().size());

        resources.apply(stage.manifest("v1").with("  deletionPolicy: Retain").yaml());
        awaitGone();
        assertEquals(2, stage.droplets().size());
        assertEquals(0, stage.deletes());
    }
}
