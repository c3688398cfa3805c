package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.controlplane.ControlPlane;
import dev.stagecraft.sandbox.controlplane.Crds;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What {@code make run} starts: a control plane, a cloud, hosts and the operator; then it releases the example and shows how.
 *
 * <p>Environment: {@code ONCE=1} ends with 0 when the example is Ready, and with 1 and the reason when it is not;
 * {@code HOSTS=docker} uses real hosts with real engines (root, Debian) instead of hosts in this JVM.
 */
public final class Run {
    private static final String NAMESPACE = "shop";
    private static final int INTERRUPTED = 130;
    private static final String LOG = "operator.log";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Run() {}

    public static void main(String[] args) throws Exception {
        boolean once = "1".equals(System.getenv("ONCE"));
        boolean docker = "docker".equals(System.getenv("HOSTS"));
        var out = System.out;
        var directory = Files.createTempDirectory("stagecraft-run-");
        RunLog.into(directory.resolve(LOG));
        var cleaned = endingInOrder(Thread.currentThread());
        int code;
        try (var stage = docker ? RunStage.docker(directory) : RunStage.simulated();
                var plane = plane(out, directory)) {
            code = show(out, stage, plane, directory.resolve(LOG), once);
        } catch (InterruptedException stopped) {
            code = INTERRUPTED;
        } finally {
            delete(directory);
            cleaned.countDown();
        }
        // The client and the framework leave threads behind.
        System.exit(code);
    }

    private static ControlPlane plane(PrintStream out, Path directory) {
        out.println("starting a Kubernetes API server of our own ...");
        return ControlPlane.start(directory.resolve("plane"));
    }

    private static int show(PrintStream out, RunStage stage, ControlPlane plane, Path log, boolean once)
            throws InterruptedException {
        var client = plane.client();
        Crds.install(client);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        var resources = new Resources(client, NAMESPACE);
        stage.secrets(resources);
        try (var operator = start(plane, stage)) {
            out.println("operator started; health and metrics on http://127.0.0.1:"
                    + operator.address().getPort());
            out.println("its log: " + log);
            out.println();
            out.println("from another terminal:");
            out.println("  export KUBECONFIG=" + plane.kubeconfig());
            out.println("  kubectl get stc,stcr -n " + NAMESPACE);
            out.println();
            out.println("applying the example: web, worker and redis on two hosts, version v1");
            resources.apply(stage.manifest("v1"));
            var reason = follow(out, resources);
            reason.ifPresentOrElse(
                    why -> out.println("\nNOT READY: " + why), () -> out.println("\nREADY: the example is released"));
            if (once) {
                return reason.isPresent() ? 1 : 0;
            }
            out.println("""

                    it stays up until Ctrl-C; try:
                      kubectl get stc shop -n shop -o wide
                      kubectl edit stc shop -n shop            (set spec.version to v2, or to broken, and watch)
                      kubectl get events -n shop --sort-by=.lastTimestamp""");
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private static StagecraftOperator start(ControlPlane plane, RunStage stage) {
        var environment = TestOperator.environment(NAMESPACE, stage.cloud());
        environment.putAll(stage.settings());
        return TestOperator.start(plane.config(), environment);
    }

    /** Prints every line of progress once; the reason when it is not Ready in time or stalls. */
    private static java.util.Optional<String> follow(PrintStream out, Resources resources) throws InterruptedException {
        var progress = new RunProgress(out);
        var changed = new CountDownLatch(1);
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Stagecraft resource = resources.get("shop");
            progress.show(resource);
            if (progress.ready(resource)) {
                return java.util.Optional.empty();
            }
            if (progress.stalled(resource).isPresent()) {
                return progress.stalled(resource);
            }
            changed.await(200, TimeUnit.MILLISECONDS);
        }
        return java.util.Optional.of("not Ready within " + PATIENCE.toMinutes() + " minutes: "
                + Resources.message(resources.get("shop"), "Ready"));
    }

    /** Ctrl-C at any time interrupts the main thread and waits until it has stopped and removed what it started. */
    private static CountDownLatch endingInOrder(Thread main) {
        var cleaned = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            main.interrupt();
                            try {
                                if (!cleaned.await(60, TimeUnit.SECONDS)) {
                                    System.err.println("not everything was stopped within a minute");
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "run-end"));
        return cleaned;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
