package dev.stagecraft.build.job;

import static org.awaitility.Awaitility.await;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.cluster.fabric8.FabricJobs;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A namespace under a pod security standard with one resource in it, the Job controller at work, and a test as its nodes. */
final class JobStage {
    private static final Path RESOURCE = Path.of("src/test/resources/crd/valid-minimal.yaml");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final KubernetesClient client = SharedControlPlane.client();
    private final String namespace;
    private final ResourceRef resource;

    JobStage(String standard) {
        SharedControlPlane.get().requireControllers();
        namespace = Namespaces.create(client, "builds", Map.of("pod-security.kubernetes.io/enforce", standard));
        resource = owner("shop");
    }

    /** A resource that exists, as the garbage collector takes away what belongs to none. */
    ResourceRef owner(String name) {
        try {
            var written = Serialization.unmarshal(Files.readString(RESOURCE), GenericKubernetesResource.class);
            written.getMetadata().setName(name);
            written.getMetadata().setNamespace(namespace);
            var made = client.resource(written).create().getMetadata();
            return new ResourceRef(namespace, made.getName(), made.getUid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    ResourceRef resource() {
        return resource;
    }

    /** A new process each time, as no state is kept in one. */
    JobExecutor executor(BuilderSetup setup) {
        return new JobExecutor(new FabricJobs(client), resource, setup, BuildCases.LIMITS);
    }

    BuildOutcome advance(BuildRequest request) {
        return executor(BuildCases.REMOTE).advance(request);
    }

    /** For another resource of the namespace. */
    BuildOutcome advance(ResourceRef another, BuildRequest request) {
        return new JobExecutor(new FabricJobs(client), another, BuildCases.REMOTE, BuildCases.LIMITS).advance(request);
    }

    /** Advances until it has ended. */
    BuildOutcome outcome(BuildRequest request) {
        return await().atMost(SOON)
                .until(() -> advance(request), outcome -> !(outcome instanceof BuildOutcome.Building));
    }

    String name(BuildRequest request) {
        return JobNames.job(request.image());
    }

    Optional<Job> job(BuildRequest request) {
        return Optional.ofNullable(client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name(request))
                .get());
    }

    List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    /** Starts the build, and waits for the pod that the Job controller makes. */
    Pod pod(BuildRequest request) {
        advance(request);
        return await().atMost(SOON).until(() -> pods().stream().findFirst().orElse(null), Objects::nonNull);
    }

    /** As the kubelet and other controllers do. */
    void report(Pod pod, String status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        Serialization.asJson(Serialization.unmarshal("status: " + status, Map.class)));
    }

    void awaitNothingLeft() {
        await().atMost(SOON)
                .until(() -> client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .list()
                                .getItems()
                                .isEmpty()
                        && pods().isEmpty()
                        && client.secrets()
                                .inNamespace(namespace)
                                .list()
                                .getItems()
                                .isEmpty());
    }
}
