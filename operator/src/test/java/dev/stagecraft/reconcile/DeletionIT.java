package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DropletShop;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.ShopManifest;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes and what stays when a resource is deleted. */
@Timeout(120)
class DeletionIT {
    private static final Duration LAG = Duration.ofMillis(1500);

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
        Awaitility.await("shop is gone").atMost(Duration.ofSeconds(60)).until(() -> resources.get("shop") == null);
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
    void dropletWhoseCreateIsInFlightIsWaitedForAndDeleted() {
        var cloud = stage.shop().cloud();
        cloud.weather(Weather.calm().lags(LAG, LAG));
        cloud.faults().next("POST", "/v2/droplets", new Fault.Drop(true), 2);
        resources.apply(deleting().yaml());
        Awaitility.await("both were asked for")
                .atMost(Duration.ofSeconds(60))
                .until(() -> stage.droplets().size() == 2);

        delete();

        awaitGone();
        assertTrue(stage.droplets().isEmpty());
    }

    @Test
    void removalThatIsForbiddenRestsUntilSomebodyAsks() {
        try (var calm = OperatorStage.lit("forbidden", Map.of("STAGECRAFT_STEP_BACKOFF_MAX", "1h"))) {
            calm.release(calm.manifest("v1").with("  deletionPolicy: Delete"));
            calm.team().makeReadOnly(DropletShop.TOKEN);
            calm.resources().handle("shop").delete();

            var stuck = calm.resources().awaitCondition("shop", "Stalled", "True", "CloudUnauthorized");
            for (var type : List.of("Ready", "Stalled")) {
                var message = Resources.message(stuck, type);
                assertTrue(message.contains("delete the machine of host app-"), message);
                assertTrue(message.contains("deletionPolicy to Retain"), message);
            }
            Awaitility.await("each was tried").atMost(Duration.ofSeconds(60)).until(() -> calm.deletes() == 2);

            calm.resources().annotate("shop", "retry", "once-more");
            Awaitility.await("each was tried again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> calm.deletes() == 4);
            calm.resources().awaitCondition("shop", "Stalled", "True", "CloudUnauthorized");

            calm.resources()
                    .apply(calm.manifest("v1").with("  deletionPolicy: Retain").yaml());
            Awaitility.await("shop is gone")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> calm.resources().get("shop") == null);
            assertEquals(4, calm.deletes());
            assertEquals(2, calm.droplets().size());
        }
    }

    @Test
    void tokenOfAnotherTeamLeavesNothingBehind() {
        stage.release(deleting());
        stage.shop().cloud().team("others", "dop_v1_others");
        stage.token("dop_v1_others");

        delete();

        var stuck = resources.await(
                "shop",
                "that the account is another one",
                found -> Resources.message(found, "Ready").contains("none of the known machines")
                        && Resources.message(found, "Ready").contains("deletionPolicy to Retain"));
        assertEquals("team-acme", stuck.getStatus().account());
        assertEquals(2, stage.droplets().size());

        stage.token(DropletShop.TOKEN);
        awaitGone();
        assertTrue(stage.droplets().isEmpty());
    }

    @Test
    void dropletUnderAnotherNameIsNotDeleted() {
        stage.release(deleting());
        var uid = resources.get("shop").getMetadata().getUid();
        var byHand = stage.team().seed("by-hand", Set.of("stagecraft-uid:" + uid, "stagecraft-host:app-3"));

        delete();

        var stuck = resources.awaitCondition("shop", "Stalled", "True", "NotOurs");
        assertTrue(Resources.message(stuck, "Ready").contains("by-hand"));
        Awaitility.await("the others go")
                .atMost(Duration.ofSeconds(60))
                .until(() -> stage.droplets().size() == 1);
        stage.team().destroy(byHand.id());
        awaitGone();
    }

    @Test
    void lockedDropletIsWaitedFor() {
        stage.release(deleting());
        var id = stage.droplet("app-1").id();
        stage.team().lock(id, true);

        delete();

        var waiting = resources.await(
                "shop",
                "that the droplet is locked",
                found -> Resources.message(found, "Ready").contains("is locked"));
        var step = Resources.plan(waiting).steps().stream()
                .filter(found -> found.target().equals("app-1"))
                .findFirst()
                .orElseThrow();
        assertEquals("running", step.state());
        assertEquals(1, step.attempt());

        stage.team().lock(id, false);
        awaitGone();
        assertTrue(stage.droplets().isEmpty());
    }

    @Test
    void protectionThatWasDeclaredDuringTheDeletionCounts() {
        stage.release(deleting());
        stage.shop().cloud().faults().next("GET", "/v2/droplets", Fault.Status.before(500, "server_error", "No."));
        delete();
        resources.await(
                "shop",
                "that the cloud does not answer",
                found -> Resources.message(found, "Ready").contains("deletionPolicy to Retain"));

        resources.apply(deleting().yaml().replace("count: 2}", "count: 2, protect: true}"));

        awaitGone();
        assertEquals(2, stage.droplets().size());
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
