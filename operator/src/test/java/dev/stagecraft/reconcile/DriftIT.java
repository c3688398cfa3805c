package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody's hand does to a host is seen, said once, and put right when that is asked for. */
@Timeout(120)
class DriftIT {
    private final OperatorStage stage = OperatorStage.lit("drift");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private int looks() {
        return stage.host("app-1").journal().entries().size();
    }

    private String version() {
        return resources.get("shop").getMetadata().getResourceVersion();
    }

    private static List<String> drift(Stagecraft found) {
        return found.getStatus().drift().stream()
                .map(item -> item.kind() + " " + item.target())
                .toList();
    }

    private long workers() {
        return stage.host("app-1").engine().containers().stream()
                .filter(container -> container.service().equals("worker"))
                .count();
    }

    @Test
    void aRemovedContainerIsSeenWithinTheIntervalAndBroughtBackByARetry() {
        stage.release(stage.manifest("v1").with("  drift: {interval: 10s}"));
        assertEquals(
                "False", Resources.condition(resources.get("shop"), "Drifted").getStatus());

        // When somebody removes a container
        stage.host("app-1")
                .engine()
                .removeByHand(container -> container.service().equals("worker"));
        var drifted = resources.awaitCondition("shop", "Drifted", "True", "DriftDetected");

        // Then it is said, with the way out, in one write
        assertEquals(List.of("Missing app-1/worker"), drift(drifted));
        assertTrue(Resources.message(drifted, "Ready")
                .endsWith("kubectl annotate stc shop -n " + resources.namespace()
                        + " --overwrite stagecraft.dev/retry=$(date +%s)"));
        var seen = looks();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> looks() > seen);
        assertEquals(drifted.getMetadata().getResourceVersion(), version());

        // When a retry is asked for, then a plan repairs the host, and a look afterwards finds it as released
        resources.annotate("shop", "retry", "1");
        var ready = resources.awaitReady("shop");
        assertEquals(1, workers());
        assertEquals(List.of(), drift(ready));
        assertEquals("False", Resources.condition(ready, "Drifted").getStatus());
        assertEquals(1, ready.getStatus().releases().size());
        assertTrue(Resources.plan(ready).steps().stream()
                .noneMatch(step -> step.target().equals("app-2")));
    }

    @Test
    void aReconcileTokenLooksAtOnceAndFindsServicesThatNobodyReleased() {
        stage.release(stage.manifest("v1"));
        stage.host("app-1").engine().startByHand("worker", "miner");

        resources.annotate("shop", "reconcile", "1");
        var drifted = resources.awaitCondition("shop", "Drifted", "True", "DriftDetected");
        assertEquals(List.of("Surplus app-1/miner"), drift(drifted));

        // What was repaired by hand is seen by the next token
        stage.host("app-1")
                .engine()
                .removeByHand(container -> container.service().equals("miner"));
        resources.annotate("shop", "reconcile", "2");
        var ready = resources.awaitReady("shop");
        assertEquals(List.<DriftItem>of(), ready.getStatus().drift());
    }
}
