package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people ask for beside the spec, and that the operator is silent when nobody asks for anything. */
@Timeout(120)
class RequestsIT {
    private final OperatorStage stage = OperatorStage.lit("requests");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private long listings() {
        return stage.shop().cloud().journal().count("GET", "/v2/droplets");
    }

    private String version() {
        return resources.get("shop").getMetadata().getResourceVersion();
    }

    @Test
    void sameYamlAndAReconcileTokenChangeNothingAndRestWritesNothing() {
        var manifest = stage.manifest("v1").with("  drift: {interval: 10s}");
        stage.release(manifest);
        var mutations = stage.mutations();
        var before = version();

        resources.apply(manifest.yaml());
        assertEquals(before, version());
        resources.annotate("shop", "reconcile", "now");
        resources.await(
                "shop",
                "the token",
                found -> found.getStatus().handled().reconcile().equals("now"));
        resources.awaitReady("shop");

        // At rest: looks go on, writes do not
        var settled = version();
        var looks = listings();
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> listings() >= looks + 2);
        assertEquals(settled, version());
        assertEquals(mutations, stage.mutations());
        assertEquals(2, stage.droplets().size());
        assertEquals(1, resources.releases().size());
    }

    @Test
    void suspendedResourceStopsAtTheNextStepAndGoesOnAfterwards() {
        // Given creates under way
        stage.shop().cloud().weather(Weather.calm().activeAfterReads(Integer.MAX_VALUE));
        resources.apply(stage.manifest("v1").yaml());
        Awaitility.await().until(() -> stage.creates() == 2);

        // When it is suspended, then the creates end and nothing else begins
        resources.apply(stage.manifest("v1").with("  suspend: true").yaml());
        resources.awaitCondition("shop", "Ready", "False", "Suspended");
        stage.shop().cloud().weather(Weather.calm());
        var suspended = resources.await(
                "shop",
                "both droplets",
                found -> Resources.plan(found).steps().stream()
                        .filter(step -> step.kind().equals("CreateHost"))
                        .allMatch(step -> step.state().equals("completed")));
        assertEquals("Suspended", suspended.getStatus().phase());
        assertTrue(Resources.plan(suspended).steps().stream()
                .noneMatch(step -> step.state().equals("running")));
        stage.shop()
                .hosts()
                .values()
                .forEach(host -> assertEquals(0, host.journal().entries().size()));

        stage.release(stage.manifest("v1"));
        assertEquals(2, stage.creates());
        assertEquals(1, resources.releases().size());
    }

    @Test
    void resourceThatIsSuspendedFromTheStartDoesNothing() {
        resources.apply(stage.manifest("v1").with("  suspend: true").yaml());

        var suspended = resources.await(
                "shop",
                "the plan",
                found -> found.getStatus().phase().equals("Suspended")
                        && found.getStatus().plan() != null);
        assertEquals("Pending", Resources.plan(suspended).state());
        assertTrue(Resources.plan(suspended).steps().stream()
                .allMatch(step -> step.state().equals("pending")));
        assertEquals(0, stage.mutations());
        assertTrue(resources.releases().isEmpty());

        stage.release(stage.manifest("v1"));
        assertEquals(
                Resources.plan(suspended).id(),
                Resources.plan(resources.get("shop")).id());
    }

    @Test
    void failedReleaseIsTriedAgainWhenARetryIsAskedFor() {
        stage.release(stage.manifest("v1"));
        stage.host("app-1").faults().fillDisk(true);
        resources.apply(stage.manifest("v2").yaml());
        var stalled = resources.awaitCondition("shop", "Stalled", "True", "DiskFull");
        assertTrue(Resources.message(stalled, "Stalled").contains("stagecraft.dev/retry=$(date +%s)"));
        assertEquals("v1", Resources.version(stalled));
        stage.host("app-1").faults().fillDisk(false);

        resources.annotate("shop", "retry", "again");

        var ready = resources.awaitReady("shop");
        assertEquals("v2", Resources.version(ready));
        assertEquals(3, ready.getStatus().releases().getFirst().revision());
    }
}
