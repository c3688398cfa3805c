package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorProcess;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator is killed at 20 moments of first releases and started again. A moment is so many requests to the cloud and
 * commands to hosts after the start; the seed is fixed, the spread covers the whole way.
 */
@Timeout(600)
class KillIT {
    private static final int KILLS = 20;
    private static final int LONGEST_RUN = 24;

    private final Random random = new Random(20_261_123);
    private final OperatorStage stage = OperatorStage.dark("kill", Map.of("STAGECRAFT_CREATE_WINDOW", "2s"));
    private int kills;
    private int resourcesMade;

    @AfterEach
    void close() {
        stage.close();
    }

    private int requests() {
        return stage.shop().cloud().journal().entries().size()
                + stage.shop().hosts().values().stream()
                        .mapToInt(host -> host.journal().entries().size())
                        .sum();
    }

    private boolean ready(String name) {
        return stage.resources().get(name).getStatus().phase().equals("Ready");
    }

    private OperatorProcess start() {
        return OperatorProcess.start(SharedControlPlane.get().kubeconfig(), stage.environment());
    }

    private String apply() {
        resourcesMade++;
        var name = "shop-" + resourcesMade;
        stage.resources()
                .apply(stage.manifest("v1")
                        .yaml()
                        .replace("metadata: {name: shop}", "metadata: {name: " + name + "}")
                        .replace("project: {name: shop,", "project: {name: " + name + ","));
        return name;
    }

    @Test
    void firstReleaseSurvivesTwentyKillsWithoutADoubleOfAnything() {
        while (kills < KILLS) {
            releaseUnderFire(apply());
        }
        assertTrue(resourcesMade <= 8, "the kills fell too late: " + resourcesMade + " releases for " + kills);
    }

    /** Kills and restarts until the release is Ready; the operator that gets it there lives. */
    private void releaseUnderFire(String name) {
        while (true) {
            try (var operator = start()) {
                var from = requests();
                int moment = 1 + random.nextInt(LONGEST_RUN);
                boolean last = kills >= KILLS;
                Awaitility.await(name + " after " + kills + " kills")
                        .atMost(Duration.ofSeconds(120))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> (!last && requests() - from >= moment) || ready(name));
                assertTrue(operator.alive());
                if (ready(name)) {
                    assertOneOfEverything(name);
                    return;
                }
            }
            kills++;
        }
    }

    private void assertOneOfEverything(String name) {
        var resource = stage.resources().get(name);
        var tag = "stagecraft-uid:" + resource.getMetadata().getUid();
        var droplets = stage.droplets().stream()
                .filter(droplet -> droplet.tags().contains(tag))
                .toList();
        assertEquals(2, droplets.size());
        var releases = stage.resources().releases().stream()
                .filter(release -> release.getMetadata().getName().startsWith(name + "-rel-"))
                .toList();
        assertEquals(1, releases.size());
        assertEquals(1, releases.getFirst().getSpec().revision());
        Awaitility.await("the release object of " + name)
                .untilAsserted(() -> assertEquals(
                        List.of("Succeeded"),
                        stage.resources().releases().stream()
                                .filter(release ->
                                        release.getMetadata().getName().startsWith(name + "-rel-"))
                                .map(release -> release.getStatus().state())
                                .toList()));
        assertEquals(1, resource.getStatus().releases().size());
        assertEquals("v1", Resources.version(resource));
        for (var droplet : droplets) {
            var host = java.util.Objects.requireNonNull(stage.shop().hosts().get(droplet.id()));
            var containers = host.engine().containers();
            assertEquals(3, containers.size());
            assertEquals(
                    3,
                    containers.stream()
                            .map(container -> container.service())
                            .collect(Collectors.toSet())
                            .size());
        }
        assertEquals(0, stage.deletes());
        assertEquals(2L * resourcesMade, stage.creates());
    }
}
