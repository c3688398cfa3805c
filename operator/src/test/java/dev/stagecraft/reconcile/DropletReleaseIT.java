package dev.stagecraft.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Releases on droplets that the operator creates, against the real API server. */
@Timeout(120)
class DropletReleaseIT {
    private final OperatorStage stage = OperatorStage.lit("droplets");

    @AfterEach
    void close() {
        stage.close();
    }

    private List<Event> events() {
        return SharedControlPlane.client()
                .events()
                .v1()
                .events()
                .inNamespace(stage.resources().namespace())
                .list()
                .getItems();
    }

    private static Set<String> conditions(Stagecraft resource) {
        return resource.getStatus().conditions().stream()
                .map(condition -> condition.getType())
                .collect(Collectors.toSet());
    }

    @Test
    void firstReleaseCreatesADropletForEachHostAndLeavesTheSpecAlone() {
        stage.resources().apply(stage.manifest("v1").yaml());
        var applied = stage.resources().get("shop").getSpec();

        var ready = stage.resources().awaitReady("shop");

        assertEquals(2, stage.droplets().size());
        assertEquals(2, stage.creates());
        assertEquals(6, stage.containers().size());
        assertEquals(1, ready.getMetadata().getGeneration());
        assertEquals(applied, ready.getSpec());
        assertFalse(conditions(ready).contains("Reconciling"));
        assertFalse(conditions(ready).contains("Stalled"));
        assertEquals(
                OperatorStage.PASSWORD,
                stage.host("app-1").engine().environment("web").get("PASSWORD"));
        assertTrue(ready.getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals(StagecraftReconciler.NAME))
                .allMatch(
                        entry -> !entry.getFieldsV1().getAdditionalProperties().containsKey("f:spec")));
    }

    @Test
    void phasesAndReleasesAreAnnouncedByEvents() {
        stage.release(stage.manifest("v1"));

        Awaitility.await().untilAsserted(() -> {
            var seen = events().stream().map(Event::getReason).collect(Collectors.toSet());
            assertTrue(
                    seen.containsAll(Set.of(
                            "ReleaseStarted", "PhaseStarted", "PhaseCompleted", "PhaseSkipped", "ReleaseSucceeded")),
                    seen.toString());
        });
    }

    @Test
    void changedSecretIsASecondReleaseOfTheSameVersionAndItsValueIsNowhere() {
        stage.release(stage.manifest("v1"));
        var changed = "sentinel-second-7c2e";

        stage.password(changed);

        var ready = stage.resources()
                .await(
                        "shop",
                        "a second release",
                        found -> found.getStatus().releases().size() == 2
                                && found.getStatus().phase().equals("Ready"));
        assertEquals("v1", ready.getStatus().releases().getFirst().version());
        assertEquals(changed, stage.host("app-2").engine().environment("worker").get("PASSWORD"));
        var serialization = SharedControlPlane.client().getKubernetesSerialization();
        var everything = serialization.asYaml(ready)
                + serialization.asYaml(stage.resources().releases())
                + serialization.asYaml(events());
        for (var secret : List.of(OperatorStage.PASSWORD, changed)) {
            assertFalse(everything.contains(secret));
            assertFalse(everything.contains(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))));
        }
        assertFalse(everything.contains("sentinel"));
    }

    @Test
    void specEditedWhileAPhaseRunsIsNotMissed() {
        stage.release(stage.manifest("v1"));

        for (var version : List.of("v2", "v1", "v2", "v1", "v2")) {
            stage.resources().apply(stage.manifest(version).yaml());
            stage.resources().await("shop", version + " under way", found -> underWay(found, version));
        }

        var ready = stage.resources().awaitReady("shop");
        assertEquals("v2", Resources.version(ready));
        var digest = ready.getStatus().releases().getFirst().images().get("web");
        assertTrue(stage.containers().stream()
                .filter(container -> container.service().equals("web"))
                .allMatch(container -> container.reference().equals(digest)));
        assertEquals(2, stage.creates());
    }

    @Test
    void secondResourceInTheNamespaceIsIndependent() {
        stage.release(stage.manifest("v1"));
        var before = stage.resources().get("shop").getMetadata().getResourceVersion();

        stage.resources().apply(other("v2"));

        var other = stage.resources().awaitReady("other");
        assertEquals("v2", Resources.version(other));
        assertEquals(1, other.getStatus().releases().getFirst().revision());
        assertEquals(4, stage.droplets().size());
        assertEquals(before, stage.resources().get("shop").getMetadata().getResourceVersion());
    }

    private String other(String version) {
        return stage.manifest(version)
                .yaml()
                .replace("metadata: {name: shop}", "metadata: {name: other}")
                .replace("project: {name: shop,", "project: {name: other,");
    }

    /** Whether a phase of a release of that version runs, or the operator has seen the spec already. */
    private static boolean underWay(Stagecraft found, String version) {
        boolean running = found.getStatus().releases().stream()
                .filter(release -> release.version().equals(version))
                .flatMap(release -> release.phases().stream())
                .anyMatch(phase -> phase.status().equals("running"));
        return running
                || found.getStatus()
                        .observedGeneration()
                        .equals(found.getMetadata().getGeneration());
    }
}
