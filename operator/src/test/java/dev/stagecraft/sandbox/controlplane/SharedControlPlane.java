package dev.stagecraft.sandbox.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * The one control plane of a test JVM, started by whoever asks first, with the CRDs of the checkout installed. Tests share
 * it and keep out of each other's way with a namespace each ({@link Namespaces}); who wants to stop one starts his own.
 */
public final class SharedControlPlane {

    private static Optional<ControlPlane> shared = Optional.empty();
    private static Optional<RuntimeException> failure = Optional.empty();

    private SharedControlPlane() {}

    /** The control plane; the first call takes seconds, or the minutes of the one build. */
    public static synchronized ControlPlane get() {
        failure.ifPresent(SharedControlPlane::rethrow);
        if (shared.isEmpty()) {
            try {
                shared = Optional.of(start());
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                throw e;
            }
        }
        return shared.orElseThrow();
    }

    /** A client of the administrator of the shared control plane, not to be closed. */
    public static KubernetesClient client() {
        return get().client();
    }

    private static void rethrow(RuntimeException first) {
        throw new ControlPlaneException(first.getMessage() + "\n(said once already, for the first test)", first);
    }

    private static ControlPlane start() {
        try {
            var directory = Files.createTempDirectory("stagecraft-control-plane-");
            var plane = ControlPlane.start(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(plane, directory), "control-plane-end"));
            Crds.install(plane.client());
            return plane;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody needs the data any more, so there is nothing to be orderly about, except in somebody else's cluster. */
    private static void discard(ControlPlane plane, Path directory) {
        if (plane.source() instanceof ControlPlaneSource.ExistingCluster) {
            Namespaces.deleteAll(plane.client());
        } else {
            plane.kill();
        }
        plane.close();
        delete(directory);
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("control plane: " + directory + " is left behind: " + e.getMessage());
        }
    }
}
