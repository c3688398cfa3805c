package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.DropletShop;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One droplet a host, whatever the cloud's API does meanwhile. */
@Timeout(120)
class CloudWeatherIT {
    private static final String DROPLETS = "/v2/droplets";
    private static final Duration LAG = Duration.ofMillis(1500);

    /** Two hosts are looked for in two ways each time: faster than this, the API's own limit would be what is tested. */
    private final OperatorStage stage = OperatorStage.lit("weather", Map.of("STAGECRAFT_CLOUD_POLL_INTERVAL", "400ms"));

    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private void assertOneDropletForEachHost() {
        stage.release(stage.manifest("v1"));
        assertEquals(2, stage.droplets().size());
        assertEquals(2, stage.creates());
        assertEquals(0, stage.deletes());
        assertEquals(1, resources.releases().size());
    }

    @Test
    void lostAnswersToCreatesLeaveOneDropletEach() {
        stage.shop().cloud().faults().next("POST", DROPLETS, new Fault.Drop(true), 2);

        assertOneDropletForEachHost();
    }

    @Test
    void lostAnswerIsWaitedForWhileTheListLags() {
        stage.shop().cloud().weather(Weather.calm().lags(LAG, LAG));
        stage.shop().cloud().faults().next("POST", DROPLETS, new Fault.Drop(true), 2);

        assertOneDropletForEachHost();
    }

    @Test
    void errorAfterTheCreateTookEffectIsNoReasonForAnother() {
        stage.shop().cloud().weather(Weather.calm().lags(LAG, LAG));
        stage.shop().cloud().faults().next("POST", DROPLETS, Fault.Status.after(502, "bad_gateway", "Bad Gateway"), 2);

        assertOneDropletForEachHost();
    }

    @Test
    void dropletThatStaysNewForAWhileIsWaitedFor() {
        stage.shop().cloud().weather(Weather.calm().activeAfterReads(12));

        assertOneDropletForEachHost();
    }

    @Test
    void duplicateStopsEverythingAndNothingIsDeleted() {
        stage.release(stage.manifest("v1"));
        var uid = resources.get("shop").getMetadata().getUid();
        var twin = stage.team().seed("by-hand", Set.of("stagecraft-uid:" + uid, "stagecraft-host:app-1"));
        var mutations = stage.mutations();

        resources.apply(stage.manifest("v2").yaml());

        var stopped = resources.awaitCondition("shop", "Ready", "False", "DuplicateDroplet");
        var message = Resources.message(stopped, "Ready");
        assertTrue(message.contains("app-1") && message.contains(Long.toString(twin.id())), message);
        assertEquals(3, stage.droplets().size());
        assertEquals(mutations, stage.mutations());
    }

    @Test
    void tokenOfAnotherTeamCreatesNothingThere() {
        stage.release(stage.manifest("v1"));
        var mutations = stage.mutations();
        var theirs = stage.shop().cloud().team("others", "dop_v1_others");

        stage.token("dop_v1_others");

        var stopped = resources.awaitCondition("shop", "Ready", "False", "SuspiciousObservation");
        assertTrue(Resources.message(stopped, "Ready").contains("2 known machines"));
        assertEquals(mutations, stage.mutations());
        assertTrue(theirs.droplets().isEmpty());

        stage.token(DropletShop.TOKEN);
        resources.awaitReady("shop");
        assertEquals(2, stage.creates());
    }

    @Test
    void rateLimitOfACreateCostsNoAttempt() {
        stage.shop().cloud().faults().next("POST", DROPLETS, new Fault.TooMany(3), 2);

        stage.release(stage.manifest("v1").count(1));

        assertEquals(1, stage.droplets().size());
        assertEquals(3, stage.creates());
        var created = Resources.plan(resources.get("shop")).steps().stream()
                .filter(step -> step.kind().equals("CreateHost"))
                .findFirst()
                .orElseThrow();
        assertEquals(1, created.attempt());
    }

    @Test
    void createThatIsHeldUpIsAnnouncedAnewBeforeItIsSent() {
        var planned = new Fault.Held();
        planned.go().countDown();
        var looked = new Fault.Held();
        stage.shop().cloud().faults().next("GET", DROPLETS, planned);
        stage.shop().cloud().faults().next("GET", DROPLETS, looked);
        resources.apply(stage.manifest("v1").count(1).yaml());
        var announced = resources.await("shop", "a create is announced", found -> announcedAt(found) != null);
        var first = Objects.requireNonNull(announcedAt(announced));

        // A quarter of the window of three seconds is over before the look ends that comes before the create.
        Awaitility.await("the look takes its time").until(() -> Instant.now().isAfter(first.plusMillis(900)));
        assertEquals(0, stage.creates());
        looked.go().countDown();

        var ready = resources.awaitReady("shop");
        assertEquals(1, stage.creates());
        var last = Objects.requireNonNull(announcedAt(ready));
        assertTrue(last.isAfter(first), first + " and then " + last);
    }

    private static @Nullable Instant announcedAt(Stagecraft resource) {
        var hosts = resource.getStatus().hosts();
        return hosts.isEmpty() ? null : hosts.getFirst().createRequestedAt();
    }

    @Test
    void rateLimitIsSaidAndWaitedOut() {
        stage.shop().cloud().faults().next("GET", DROPLETS, new Fault.TooMany(3), 1);

        assertOneDropletForEachHost();
    }
}
