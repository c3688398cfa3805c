package dev.stagecraft.sandbox.controlplane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a control plane comes from, in the order of preference of {@link #preferred}. */
public sealed interface ControlPlaneSource {

    /** The variable that asks for the cluster of KUBECONFIG; an exported KUBECONFIG alone must never be written to. */
    String USE_KUBECONFIG = "STAGECRAFT_USE_KUBECONFIG";

    /** A cluster that runs already and that somebody has asked for. */
    record ExistingCluster(Path kubeconfig) implements ControlPlaneSource {}

    /** A directory with the binaries {@code etcd} and {@code kube-apiserver}, as setup-envtest fills it. */
    record Binaries(Path directory) implements ControlPlaneSource {}

    /** The Go module of the test tree, built once. */
    record GoModule() implements ControlPlaneSource {}

    /** The best source that the environment offers. */
    static ControlPlaneSource preferred(Map<String, String> environment) {
        if ("1".equals(environment.get(USE_KUBECONFIG))) {
            return new ExistingCluster(askedFor(environment));
        }
        return value(environment, "KUBEBUILDER_ASSETS")
                .<ControlPlaneSource>map(directory -> new Binaries(Path.of(directory)))
                .orElseGet(GoModule::new);
    }

    private static Path askedFor(Map<String, String> environment) {
        return value(environment, "KUBECONFIG")
                .map(Path::of)
                .or(() -> value(environment, "HOME").map(home -> Path.of(home, ".kube", "config")))
                .orElseThrow(() -> new ControlPlaneException(
                        USE_KUBECONFIG + "=1 asks for an existing cluster, but KUBECONFIG names none: set it."));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
