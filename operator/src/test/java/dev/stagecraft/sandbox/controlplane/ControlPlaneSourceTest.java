package dev.stagecraft.sandbox.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneSourceTest {

    @Test
    void anExportedKubeconfigAloneIsLeftAlone() {
        assertEquals(
                new ControlPlaneSource.GoModule(),
                ControlPlaneSource.preferred(Map.of("KUBECONFIG", "/home/me/.kube/production")));
    }

    @Test
    void theClusterThatIsAskedForComesFirst() {
        var environment = Map.of(
                "STAGECRAFT_USE_KUBECONFIG", "1", "KUBECONFIG", "/tmp/kind.yaml", "KUBEBUILDER_ASSETS", "/opt/envtest");

        assertEquals(
                new ControlPlaneSource.ExistingCluster(Path.of("/tmp/kind.yaml")),
                ControlPlaneSource.preferred(environment));
    }

    @Test
    void binariesComeBeforeTheGoModule() {
        assertEquals(
                new ControlPlaneSource.Binaries(Path.of("/opt/envtest")),
                ControlPlaneSource.preferred(Map.of("KUBEBUILDER_ASSETS", "/opt/envtest")));
        assertEquals(new ControlPlaneSource.GoModule(), ControlPlaneSource.preferred(Map.of("KUBEBUILDER_ASSETS", "")));
    }

    @Test
    void askingForAClusterWithoutNamingOneSaysWhatToSet() {
        var refused = assertThrows(
                ControlPlaneException.class,
                () -> ControlPlaneSource.preferred(Map.of("STAGECRAFT_USE_KUBECONFIG", "1")));

        assertTrue(refused.getMessage().endsWith("KUBECONFIG names none: set it."), refused::getMessage);
    }

    @Test
    void assetsWithoutBinariesSayWhatIsMissing(@TempDir Path empty) {
        var refused = assertThrows(
                ControlPlaneException.class, () -> ControlPlane.start(new ControlPlaneSource.Binaries(empty), empty));

        assertTrue(refused.getMessage().contains("there is no executable etcd"), refused::getMessage);
    }

    @Test
    void withoutGoTheBuildSaysWhatToInstall(@TempDir Path cache) {
        // Given a PATH with a shell's tools and no Go
        var environment =
                Map.of("PATH", "/usr/bin:/bin", "XDG_CACHE_HOME", cache.toString(), "STAGECRAFT_GO", "absent");

        // When
        var refused = assertThrows(ControlPlaneException.class, () -> ControlPlaneBinary.get(environment));

        // Then
        assertTrue(refused.getMessage().contains("Go is not installed: install Go 1."), refused::getMessage);
    }

    @Test
    void aGoThatIsTooOldIsNamed(@TempDir Path cache) throws Exception {
        // Given a go that knows its version and refuses the module, as an old one does
        var old = cache.resolve("go");
        Files.writeString(old, """
                #!/bin/sh
                [ "$1" != env ] || { printf 'go1.22.2\\nlinux\\namd64\\n'; exit 0; }
                echo "go: go.mod requires go >= 1.26.0 (running go 1.22.2; GOTOOLCHAIN=local)" >&2
                exit 1
                """);
        assertTrue(old.toFile().setExecutable(true));
        var environment =
                Map.of("PATH", "/usr/bin:/bin", "XDG_CACHE_HOME", cache.toString(), "STAGECRAFT_GO", old.toString());

        // When
        var refused = assertThrows(ControlPlaneException.class, () -> ControlPlaneBinary.get(environment));

        // Then
        assertTrue(refused.getMessage().contains("running go 1.22.2"), refused::getMessage);
        assertTrue(refused.getMessage().contains("Install a newer Go"), refused::getMessage);
    }
}
