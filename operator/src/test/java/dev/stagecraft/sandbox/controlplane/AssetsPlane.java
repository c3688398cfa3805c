package dev.stagecraft.sandbox.controlplane;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The binaries of KUBEBUILDER_ASSETS: etcd, kube-apiserver and, where it is there too, kube-controller-manager (which
 * setup-envtest does not bring), a process each.
 */
record AssetsPlane(Path kubeconfig, List<Child> processes, boolean hasControllers) implements RunningPlane {

    private static final String SUPERVISOR = "operator/src/test/sh/stop-with-parent";
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    static AssetsPlane start(Path binaries, Path directory) {
        Stream.of("etcd", "kube-apiserver")
                .filter(name -> !Files.isExecutable(binaries.resolve(name)))
                .findFirst()
                .ifPresent(missing -> {
                    throw new ControlPlaneException(
                            "KUBEBUILDER_ASSETS is " + binaries + ", but there is no executable " + missing
                                    + ": fill it with setup-envtest, or unset it and install Go.");
                });
        var controllers = Files.isExecutable(binaries.resolve("kube-controller-manager"));
        var settings = AssetsSettings.in(directory, controllers);
        var processes = new ArrayList<Child>();
        try {
            processes.add(run(binaries, "etcd", settings.etcd(), directory));
            processes.add(run(binaries, "kube-apiserver", settings.apiServer(), directory));
            if (controllers) {
                processes.add(run(binaries, "kube-controller-manager", settings.controllerManager(), directory));
            }
            var plane = new AssetsPlane(settings.kubeconfig(), List.copyOf(processes), controllers);
            plane.awaitReady();
            return plane;
        } catch (RuntimeException e) {
            processes.forEach(Child::kill);
            throw e;
        }
    }

    private static Child run(Path binaries, String name, List<String> flags, Path directory) {
        var command = new ArrayList<String>();
        command.add("/bin/sh");
        command.add(Checkout.root().resolve(SUPERVISOR).toString());
        command.add(binaries.resolve(name).toString());
        command.addAll(flags);
        return Child.start(command, directory.resolve(name + ".log"));
    }

    private void awaitReady() {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(0);
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            await().atMost(READY_TIMEOUT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> processes.stream().anyMatch(process -> !process.isAlive()) || isReady(client));
        } catch (ConditionTimeoutException e) {
            throw new ControlPlaneException(processes.get(1).notReady(READY_TIMEOUT), e);
        }
        processes.stream().filter(process -> !process.isAlive()).findFirst().ifPresent(process -> {
            throw new ControlPlaneException(process.notReady(READY_TIMEOUT));
        });
    }

    private boolean isReady(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"))
                    && client.namespaces().withName("kube-system").get() != null
                    && client.namespaces().withName("default").get() != null
                    && (!hasControllers
                            || client.serviceAccounts()
                                            .inNamespace("default")
                                            .withName("default")
                                            .get()
                                    != null);
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        processes.reversed().forEach(Child::stop);
    }

    @Override
    public void kill() {
        processes.reversed().forEach(Child::kill);
    }
}
