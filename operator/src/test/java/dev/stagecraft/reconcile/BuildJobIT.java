package dev.stagecraft.reconcile;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.SourceShop;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same with Jobs in the cluster: the Job controller is the real one, and the test stands for nodes and BuildKit. */
@Timeout(180)
class BuildJobIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> DAEMON =
            Map.of("STAGECRAFT_BUILDER_ADDRESS", "tcp://buildkitd.stagecraft-build.svc:1234");

    private final KubernetesClient client = SharedControlPlane.client();
    private final SourceShop stage;
    private final Resources resources;

    BuildJobIT(@TempDir Path directory) {
        stage = new SourceShop(directory);
        resources = stage.resources();
        SharedControlPlane.get().requireControllers();
        stage.stop();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatJobsBuildIsRunByDigestAndFoundAgainByAnotherProcess() {
        stage.start(DAEMON);
        resources.apply(manifest("v1"));
        await().atMost(SOON).until(() -> pods().size() == 2);
        var first = uids();
        stage.stop();
        stage.start(DAEMON);

        pods().forEach(this::build);
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));

        assertTrue(first.containsAll(uids()), "neither was built again");
        assertTrue(stage.digest("web", "v1").isPresent());
        assertTrue(stage.digest("jobs/worker", "v1").isPresent());
        assertTrue(jobs().stream().allMatch(job -> job.getSpec().getTtlSecondsAfterFinished() == 300), "none stays");
    }

    @Test
    void aJobThatFailsTellsWhyWithoutSecrets() {
        stage.start(DAEMON);
        resources.apply(manifest("v1"));
        await().atMost(SOON).until(() -> pods().size() == 2);

        pods().forEach(pod -> report(
                pod,
                "Failed",
                "{\"exitCode\": 1, \"message\": \"half\\nno such module %s\"}".formatted(SourceShop.BUILD_SECRET)));

        var failed = resources.awaitCondition("shop", "Stalled", "True", "BuildFailed");
        var message = Resources.message(failed, "Released");
        assertTrue(message.contains("no such module"), message);
        assertFalse(message.contains(SourceShop.BUILD_SECRET), message);
    }

    @Test
    void aBuildThatNobodyWantsAnyMoreIsEnded() {
        stage.start(DAEMON);
        resources.apply(manifest("v1"));
        await().atMost(SOON).until(() -> pods().size() == 2);
        var before = uids();

        stage.repository().write("web/index.html", "two").commit("second");
        resources.apply(manifest("v2"));

        await().atMost(SOON)
                .until(() -> pods().size() == 2
                        && pods().stream()
                                        .filter(pod -> before.contains(uid(pod)))
                                        .count()
                                == 1);
    }

    @Test
    void withoutADaemonNothingIsStarted() {
        stage.start();
        resources.apply(manifest("v1"));

        var refused = resources.awaitCondition("shop", "Stalled", "True", "ProviderNotAvailable");

        var message = Resources.message(refused, "Released");
        assertTrue(message.contains("STAGECRAFT_BUILDER_ADDRESS"), message);
        assertEquals(List.of(), jobs());
    }

    private String manifest(String version) {
        return stage.manifest(version).replace("{executor: host, role: builder}", "{executor: job}");
    }

    private List<Pod> pods() {
        return client.pods()
                .inNamespace(resources.namespace())
                .withLabel("app.kubernetes.io/component", "build")
                .list()
                .getItems();
    }

    private Set<String> uids() {
        return pods().stream().map(BuildJobIT::uid).collect(Collectors.toSet());
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private List<Job> jobs() {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(resources.namespace())
                .list()
                .getItems();
    }

    /** As BuildKit and the kubelet do. */
    private void build(Pod pod) {
        var image = requireNonNull(client.batch()
                .v1()
                .jobs()
                .inNamespace(resources.namespace())
                .withName(pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name"))
                .get()
                .getMetadata()
                .getAnnotations()
                .get("stagecraft.dev/image"));
        var repository = image.substring(image.indexOf('/') + 1, image.lastIndexOf(':'));
        stage.registry().push(repository, image.substring(image.lastIndexOf(':') + 1), "healthy");
        report(pod, "Succeeded", "{\"exitCode\": 0}");
    }

    private void report(Pod pod, String phase, String end) {
        client.pods()
                .inNamespace(resources.namespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), """
                        {"status": {"phase": "%s", "containerStatuses": [{"name": "build", "state": {"terminated": %s}}]}}
                        """.formatted(phase, end));
    }
}
