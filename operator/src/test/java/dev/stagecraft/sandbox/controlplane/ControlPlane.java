package dev.stagecraft.sandbox.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A real control plane: etcd, API server and the controllers that need no nodes. It listens on loopback, has RBAC on, and
 * keeps its data, certificates, port and log in one directory.
 *
 * <pre>
 * start ──► answers ──► stop or kill ──► restart ──► answers, with the same data and port ──► close
 * </pre>
 */
public final class ControlPlane implements AutoCloseable {

    private final ControlPlaneSource source;
    private final Path directory;
    private RunningPlane running;
    private Duration startedIn;
    private final Config config;
    private final KubernetesClient client;

    private ControlPlane(ControlPlaneSource source, Path directory) {
        this.source = source;
        this.directory = directory;
        var before = System.nanoTime();
        this.running = launch(source, directory);
        this.startedIn = Duration.ofNanos(System.nanoTime() - before);
        this.config = Config.fromKubeconfig(running.kubeconfig().toFile());
        this.client = connect(config);
        announce();
    }

    /** Starts the control plane that the environment prefers, with everything it writes in the directory. */
    public static ControlPlane start(Path directory) {
        return start(ControlPlaneSource.preferred(System.getenv()), directory);
    }

    /** Starts one from a given source. */
    public static ControlPlane start(ControlPlaneSource source, Path directory) {
        if (source instanceof ControlPlaneSource.GoModule) {
            ControlPlaneBinary.get(); // built here, so that the time to start is that of a start
        }
        try {
            return new ControlPlane(source, Files.createDirectories(directory).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningPlane launch(ControlPlaneSource source, Path directory) {
        return switch (source) {
            case ControlPlaneSource.ExistingCluster(var kubeconfig) -> new ExistingPlane(kubeconfig);
            case ControlPlaneSource.Binaries(var binaries) -> AssetsPlane.start(binaries, directory);
            case ControlPlaneSource.GoModule() -> GoPlane.start(ControlPlaneBinary.get(), directory);
        };
    }

    private void announce() {
        System.err.printf(
                "control plane: ready in %.1f s (%s); export KUBECONFIG=%s%n",
                startedIn.toMillis() / 1000.0, source.getClass().getSimpleName(), kubeconfig());
    }

    /** A kubeconfig of the administrator, for {@code kubectl} and for an operator that is started on its own. */
    public Path kubeconfig() {
        return running.kubeconfig();
    }

    /** The client settings of the administrator. */
    public Config config() {
        return config;
    }

    /** A client of the administrator; it lives as long as the control plane and survives restarts. */
    public KubernetesClient client() {
        return client;
    }

    /**
     * A client with the rights of somebody else, such as {@code system:serviceaccount:shop:stagecraft}. The caller closes
     * it.
     */
    public KubernetesClient clientAs(String user, String... groups) {
        var all = Stream.concat(Stream.of("system:authenticated"), Stream.of(groups));
        return connect(new ConfigBuilder(config)
                .withImpersonateUsername(user)
                .withImpersonateGroups(all.toArray(String[]::new))
                .build());
    }

    /** How long the last start took until everything answered. */
    public Duration startedIn() {
        return startedIn;
    }

    /** Whether owner references, namespaces and jobs are acted on; only bare envtest binaries lack that. */
    public boolean hasControllers() {
        return running.hasControllers();
    }

    /** Fails where nothing would act on owner references, namespaces and jobs, with what to do about it. */
    public ControlPlane requireControllers() {
        if (!hasControllers()) {
            throw new ControlPlaneException(
                    "This test needs the controller manager, and KUBEBUILDER_ASSETS has none: add"
                            + " kube-controller-manager there, or unset it and install Go.");
        }
        return this;
    }

    /** Stops it in an orderly way; {@link #restart} brings it back. */
    public void stop() {
        running.stop();
    }

    /** Kills it, as an outage would; {@link #restart} brings it back. */
    public void kill() {
        running.kill();
    }

    /** Starts it again with the same data, certificates and port. */
    public void restart() {
        running.stop();
        var before = System.nanoTime();
        running = launch(source, directory);
        startedIn = Duration.ofNanos(System.nanoTime() - before);
        announce();
    }

    @Override
    public void close() {
        client.close();
        running.stop();
    }

    ControlPlaneSource source() {
        return source;
    }

    private static KubernetesClient connect(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
