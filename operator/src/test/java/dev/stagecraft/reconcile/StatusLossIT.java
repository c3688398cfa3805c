package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Status is a cache: what it said is found again in the release objects, in the cloud and on the hosts. */
@Timeout(120)
class StatusLossIT {
    private final OperatorStage stage = OperatorStage.lit("statusloss");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private void wipeStatus() {
        var handle = SharedControlPlane.client()
                .genericKubernetesResources("stagecraft.dev/v1alpha1", "Stagecraft")
                .inNamespace(resources.namespace())
                .withName("shop");
        var found = handle.get();
        found.setAdditionalProperty("status", Map.of());
        found.getMetadata().setResourceVersion(null);
        SharedControlPlane.client().resource(found).updateStatus();
    }

    private List<String> containers() {
        return stage.containers().stream().map(SimulatedContainer::id).sorted().toList();
    }

    private void assertNothingNew(List<String> containers) {
        var ready = resources.awaitReady("shop");
        assertEquals(1, ready.getStatus().releases().size());
        assertEquals("v1", Resources.version(ready));
        assertEquals("2/2", ready.getStatus().hostsReady());
        assertEquals(1, resources.releases().size());
        assertEquals(2, stage.droplets().size());
        assertEquals(2, stage.creates());
        assertEquals(containers, containers());
    }

    @Test
    void lostStatusIsRebuiltAndRevisionsGoOn() {
        stage.release(stage.manifest("v1"));
        var containers = containers();

        wipeStatus();

        assertNothingNew(containers);
        stage.release(stage.manifest("v2"));
        var next = resources.get("shop").getStatus().releases().getFirst();
        assertEquals(2, next.revision());
        assertEquals(2, resources.releases().size());
        assertEquals(2, stage.creates());
    }

    @Test
    void rollbackIsHeldAndNoRequestIsObeyedTwice() {
        stage.release(stage.manifest("v1"));
        var first = Resources.current(resources.get("shop")).release();
        stage.release(stage.manifest("v2"));
        resources.annotate("shop", "retry", "once");
        resources.await(
                "shop",
                "the retry",
                found -> found.getStatus().handled().retry().equals("once"));
        resources.annotate("shop", "rollback-to", first);
        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        var containers = containers();

        wipeStatus();

        var rebuilt = resources.await(
                "shop",
                "the hold again",
                found -> found.getStatus().phase().equals("RolledBack")
                        && found.getStatus().hostsReady().equals("2/2"));
        assertEquals(held.getStatus().hold(), rebuilt.getStatus().hold());
        assertEquals(held.getStatus().current(), rebuilt.getStatus().current());
        assertEquals(3, rebuilt.getStatus().releases().size());
        assertEquals("once", rebuilt.getStatus().handled().retry());
        assertEquals(3, resources.releases().size());
        assertEquals(containers, containers());
    }

    @Test
    void failedReleaseStaysFailed() {
        stage.release(stage.manifest("v1"));
        stage.host("app-1").faults().fillDisk(true);
        resources.apply(stage.manifest("v2").yaml());
        resources.awaitCondition("shop", "Stalled", "True", "DiskFull");
        var mutations = stage.mutations();

        wipeStatus();

        var rebuilt = resources.awaitCondition("shop", "Stalled", "True", "DiskFull");
        assertEquals("Failed", rebuilt.getStatus().phase());
        assertTrue(Resources.message(rebuilt, "Ready").contains("stagecraft.dev/retry="));
        assertEquals(2, rebuilt.getStatus().releases().size());
        assertEquals(mutations, stage.mutations());
    }

    @Test
    void statusLostWhileTheOperatorIsAwayIsRebuiltByTheNextOne() {
        stage.release(stage.manifest("v1"));
        var containers = containers();
        stage.stop();
        wipeStatus();

        stage.start();

        assertNothingNew(containers);
    }
}
