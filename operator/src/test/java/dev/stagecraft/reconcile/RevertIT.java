package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.digitalocean.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A spec that failed is put back to the one that serves, and asked for again. */
@Timeout(120)
class RevertIT {
    private final OperatorStage stage = OperatorStage.lit("revert");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private static boolean stalled(Stagecraft resource) {
        return resource.getStatus().conditions().stream()
                .anyMatch(condition -> condition.getType().equals("Stalled"));
    }

    @Test
    void releaseThatFailedBeforeAnyHostChangedIsForgottenWithItsSpec() {
        stage.release(stage.manifest("v1"));
        stage.host("app-1").faults().fillDisk(true);
        resources.apply(stage.manifest("v2").yaml());
        resources.awaitCondition("shop", "Stalled", "True", "DiskFull");

        resources.apply(stage.manifest("v1").yaml());

        var ready = resources.awaitReady("shop");
        assertTrue(!stalled(ready), () -> Resources.message(ready, "Stalled"));
        assertEquals("Ready", ready.getStatus().phase());
        assertEquals("v1", Resources.version(ready));

        // The same spec again is not tried again by itself, and does not pass for served
        resources.apply(stage.manifest("v2").yaml());
        var again = resources.awaitCondition("shop", "Stalled", "True", "DiskFull");
        assertEquals("Failed", again.getStatus().phase());
        assertTrue(Resources.message(again, "Ready").contains("stagecraft.dev/retry=$(date +%s)"));
        assertEquals(2, again.getStatus().releases().size());
        stage.host("app-1").faults().fillDisk(false);
        resources.annotate("shop", "retry", "1");
        assertEquals("v2", Resources.version(resources.awaitReady("shop")));
    }

    @Test
    void releaseThatFailedOnTheHostsUnderHaltStaysFailedWhenItsSpecComesBack() {
        stage.release(stage.manifest("v1"));
        var broken = stage.manifest("broken").with("  rollout: {healthTimeout: 1s, onFailure: Halt}");
        resources.apply(broken.yaml());
        var failed = resources.awaitCondition("shop", "Stalled", "True", "");
        resources.apply(stage.manifest("v1").yaml());
        assertTrue(!stalled(resources.awaitReady("shop")));
        var mutations = stage.mutations();

        resources.apply(broken.yaml());

        var again = resources.awaitCondition("shop", "Stalled", "True", "");
        assertEquals(Resources.message(failed, "Stalled"), Resources.message(again, "Stalled"));
        assertEquals("Failed", again.getStatus().phase());
        assertEquals(mutations, stage.mutations());
    }

    @Test
    void hostThatCouldNotBeMadeIsForgottenWhenTheCountIsSetBack() {
        stage.release(stage.manifest("v1"));
        var full = Fault.Status.before(
                422, "unprocessable_entity", "creating this/these droplet(s) will exceed your droplet limit");
        stage.shop().cloud().faults().next("POST", "/v2/droplets", full, 1);
        resources.apply(stage.manifest("v1").count(3).yaml());
        resources.awaitCondition("shop", "Stalled", "True", "CloudQuota");

        resources.apply(stage.manifest("v1").yaml());

        assertTrue(!stalled(resources.awaitReady("shop")));
        assertEquals(2, stage.droplets().size());
    }
}
