package dev.stagecraft.sandbox.controlplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a control plane does at its ends: these tests start their own instead of sharing one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ControlPlaneLifecycleIT {

    private static final ControlPlaneSource OURS = switch (ControlPlaneSource.preferred(System.getenv())) {
        case ControlPlaneSource.ExistingCluster _ -> new ControlPlaneSource.GoModule();
        case ControlPlaneSource.Binaries binaries -> binaries;
        case ControlPlaneSource.GoModule go -> go;
    };

    @Test
    void aRestartAfterAKillKeepsDataAndAddress(@TempDir Path directory) {
        try (var plane = ControlPlane.start(OURS, directory)) {
            // Given
            var address = plane.client().getMasterUrl();
            plane.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("kept")
                            .withNamespace("default")
                            .endMetadata()
                            .withData(Map.of("key", "value"))
                            .build())
                    .create();

            // When
            plane.kill();
            assertThrows(KubernetesClientException.class, () -> plane.client().raw("/readyz"));
            plane.restart();

            // Then
            assertEquals(
                    URI.create(address + "readyz"), URI.create(plane.config().getMasterUrl() + "readyz"));
            assertEquals(
                    Map.of("key", "value"),
                    plane.client()
                            .configMaps()
                            .inNamespace("default")
                            .withName("kept")
                            .get()
                            .getData());
            assertTrue(plane.startedIn().compareTo(Duration.ofMinutes(2)) < 0, "seconds, not minutes");
        }
    }

    @Test
    void itStopsWhenItsParentIsKilled(@TempDir Path directory) throws Exception {
        // Given a JVM that runs a control plane
        var parent = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Dstagecraft.root=" + Checkout.root(),
                        ControlPlaneMain.class.getName(),
                        directory.toString()))
                .redirectError(directory.resolve("parent.log").toFile())
                .start();
        try {
            var kubeconfig = directory.resolve("kubeconfig").toString();
            assertTrue(parent.inputReader().lines().anyMatch(kubeconfig::equals), "the parent does not start");
            var children = parent.descendants().toList();
            assertTrue(children.stream().anyMatch(ProcessHandle::isAlive));

            // When it dies without a chance to clean up
            parent.destroyForcibly();

            // Then
            await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}
