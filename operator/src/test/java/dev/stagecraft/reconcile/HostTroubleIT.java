package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.BorrowedHost;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that are away for a while, tell another time, or have been used by somebody else. */
class HostTroubleIT {
    private static final String WEB = "web: {image: WEB}";

    /** Two hours ahead. */
    private static final InstantSource FAST = () -> Instant.now().plus(Duration.ofHours(2));

    private final BorrowedHost stage = new BorrowedHost("trouble", FAST);
    private final Resources resources = stage.resources();

    @AfterEach
    void stop() {
        stage.close();
    }

    private void awaitWaiting() {
        resources.await("shop", "a step that waits for the host", found -> {
            var plan = found.getStatus().plan();
            return plan != null
                    && plan.steps().stream().anyMatch(step -> step.message().startsWith("waiting for the host"));
        });
    }

    /** Longer than all tries of a failing step take. */
    private static void stayAway() {
        Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    }

    @Test
    void aHostThatIsRestartedMidReleaseEndsReady() {
        resources.apply(stage.yaml(WEB, ""));
        Awaitility.await("the release to reach the host")
                .atMost(Duration.ofSeconds(60))
                .until(() -> stage.host().journal().entries().stream()
                        .anyMatch(entry -> entry.argv().contains("pull")));

        stage.host().unplug();
        awaitWaiting();
        stayAway();
        stage.host().plugIn();

        resources.awaitReady("shop");
        assertEquals(1, stage.containers("web").size());
        assertEquals(1, resources.get("shop").getStatus().releases().size());
    }

    @Test
    void anEngineThatIsRestartedMidReleaseIsWaitedFor() {
        resources.apply(stage.yaml("v1", WEB, ""));
        resources.awaitReady("shop");

        stage.host().faults().stopDocker(true);
        resources.apply(stage.yaml("v2", WEB, ""));
        awaitWaiting();
        stayAway();
        stage.host().faults().stopDocker(false);

        resources.awaitReady("shop");
        assertEquals("v2", Resources.version(resources.get("shop")));
    }

    @Test
    void aHostWithAnotherTimeIsHealthyAsSoonAsItsContainersAre() {
        resources.apply(stage.yaml(WEB, "  rollout: {healthTimeout: 20s}\n"));

        resources.awaitReady("shop");
    }

    @Test
    void aProjectThatSomebodyStartedByHandIsLeftAlone() {
        var image = stage.shop().registry().authority() + "/acme/web:v1";
        var byHand = stage.host().engine().runByHand("shop-prod", "web", image);
        resources.apply(stage.yaml("v1", WEB, "  deletionPolicy: Delete\n"));

        var refused = resources.await(
                "shop",
                "a refusal",
                found -> found.getStatus().conditions().stream()
                        .anyMatch(condition ->
                                condition.getMessage().contains("shop-prod that Stagecraft did not make")));
        assertTrue(refused.getStatus().conditions().stream()
                .anyMatch(condition -> condition.getReason().equals("ProjectNotOurs")));

        resources.delete("shop");
        assertEquals(
                List.of(byHand.id()),
                stage.host().engine().containers().stream()
                        .map(SimulatedContainer::id)
                        .toList());
    }
}
