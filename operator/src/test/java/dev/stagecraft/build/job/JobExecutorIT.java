package dev.stagecraft.build.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of the executor in the real API server under the restricted standard; the test stands in for scheduler and kubelet. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class JobExecutorIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final JobStage stage = new JobStage("restricted");
    private final BuildRequest request = BuildCases.gitCredentials();

    @Test
    void aBuildIsBuiltWhenItsPodHasSucceeded() {
        var pod = stage.pod(request);
        assertEquals(false, job().getSpec().getSuspend());
        stage.report(pod, "{phase: Running, containerStatuses: [{name: build, state: {running: {}}}]}");
        assertEquals(new Building(Duration.ofSeconds(5), "builds"), stage.advance(request));

        stage.report(pod, ended(0, ""));

        assertEquals(new Built(), stage.outcome(request));
        stage.awaitNothingLeft();
    }

    @Test
    void aFailedBuildTellsTheEndOfItsLogWithoutSecrets(@TempDir Path directory) throws Exception {
        try (var kubelet = LogKubelet.start(stage.client(), directory)) {
            var pod = stage.pod(request);
            kubelet.take(pod);
            kubelet.says("""
                    #7 [2/3] RUN make
                    #7 0.301 fetching https://robot:%s@git.example.com/
                    error: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
                    """.formatted(BuildCases.GIT_SENTINEL));
            stage.report(pod, ended(1, ""));

            var failed = assertInstanceOf(Failed.class, stage.outcome(request));

            assertEquals(Reason.BUILD_FAILED, failed.reason());
            assertFalse(failed.passing());
            assertTrue(failed.message().contains("exit code: 2"), failed::message);
            assertTrue(failed.message().contains("RUN make"), failed::message);
            assertFalse(failed.message().contains("Sentinel"), failed::message);
            assertTrue(
                    kubelet.asked().getFirst().endsWith("/build?limitBytes=262144&tailLines=60"),
                    () -> kubelet.asked().toString());
        }
        stage.awaitNothingLeft();
    }

    @Test
    void aLineThatIsTooLongHidesNeitherTheEndNorAPieceOfASecret(@TempDir Path directory) throws Exception {
        try (var kubelet = LogKubelet.start(stage.client(), directory)) {
            var pod = stage.pod(request);
            kubelet.take(pod);
            kubelet.says(
                    "#7 " + "y".repeat((1 << 18) - 9) + BuildCases.GIT_SENTINEL
                            + "\nerror: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit code: 2\n");
            stage.report(pod, ended(1, ""));

            var failed = assertInstanceOf(Failed.class, stage.outcome(request));

            assertTrue(failed.message().contains("exit code: 2"), failed::message);
            assertFalse(failed.message().contains("yyy"), failed::message);
        }
    }

    @Test
    void whereTheLogIsGoneTheKubeletsCopyIsTold() {
        var pod = stage.pod(request);

        stage.report(pod, ended(1, "half a line\\nerror: failed to push: 401 Unauthorized"));

        var failed = assertInstanceOf(Failed.class, stage.outcome(request));
        assertEquals(Reason.REGISTRY_UNAUTHORIZED, failed.reason());
        assertTrue(failed.message().endsWith("error: failed to push: 401 Unauthorized"), failed::message);
        assertFalse(failed.message().contains("half a line"), failed::message);
    }

    @Test
    void aBuildThatTakesTooLongIsEndedByKubernetes() {
        var hasty = within(Duration.ofSeconds(1));
        stage.pod(hasty);

        var failed = assertInstanceOf(Failed.class, stage.outcome(hasty));

        assertEquals(Reason.BUILD_TIMEOUT, failed.reason());
        assertTrue(failed.message().contains("within 1 s"), failed::message);
        stage.awaitNothingLeft();
    }

    @Test
    void anEvictionThroughTheApiIsPassing() {
        var pod = stage.pod(request);

        stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withName(pod.getMetadata().getName())
                .evict(new EvictionBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .withNamespace(stage.namespace())
                        .endMetadata()
                        .build());

        assertEvicted("");
    }

    @Test
    void anEvictionByTheKubeletIsPassing() {
        var pod = stage.pod(request);

        stage.report(
                pod,
                "{phase: Failed, reason: Evicted, message: 'The node was low on resource: ephemeral-storage.',"
                        + " conditions: [{type: DisruptionTarget, status: 'True', reason: TerminationByKubelet}]}");

        assertEvicted("low on resource");
    }

    @Test
    void aLostNodeIsPassing() {
        var pod = stage.pod(request);
        stage.report(pod, "{phase: Running, containerStatuses: [{name: build, state: {running: {}}}]}");

        stage.report(
                pod,
                "{conditions: [{type: DisruptionTarget, status: 'True', reason: DeletionByTaintManager,"
                        + " message: 'Taint manager: deleting due to NoExecute taint'}]}");

        assertEvicted("Taint manager");
    }

    private void assertEvicted(String words) {
        var failed = assertInstanceOf(Failed.class, stage.outcome(request));
        assertEquals(Reason.BUILD_EVICTED, failed.reason(), failed::message);
        assertTrue(failed.passing());
        assertTrue(failed.message().contains(words), failed::message);
        stage.awaitNothingLeft();
    }

    @Test
    void anImageOfTheBuilderThatCannotBePulledIsToldInTheKubeletsWords() {
        var pod = stage.pod(request);

        stage.report(
                pod,
                "{phase: Pending, containerStatuses: [{name: build, state: {waiting: {reason: ImagePullBackOff,"
                        + " message: 'Back-off pulling image \"docker.io/moby/buildkit\": not found'}}}]}");

        var failed = assertInstanceOf(Failed.class, stage.outcome(request));
        assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason());
        assertTrue(failed.message().contains("ImagePullBackOff: Back-off pulling image"), failed::message);
        stage.awaitNothingLeft();
    }

    @Test
    void aBuildThatNeedsTooMuchMemoryNamesItsLimit() {
        var pod = stage.pod(BuildCases.gitCredentials());

        stage.report(
                pod,
                "{phase: Failed, containerStatuses: [{name: build, state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}");

        var failed = assertInstanceOf(Failed.class, stage.outcome(request));
        assertEquals(Reason.BUILD_FAILED, failed.reason());
        assertTrue(failed.message().contains("(1Gi)"), failed::message);
    }

    @Test
    void aSourceThatCannotBeFetchedIsToldInTheWordsOfGit() {
        var pod = stage.pod(request);

        stage.report(
                pod,
                "{phase: Failed, initContainerStatuses: [{name: fetch, state: {terminated: {exitCode: 128,"
                        + " message: \"half\\nfatal: could not read Username\"}}}]}");

        var failed = assertInstanceOf(Failed.class, stage.outcome(request));
        assertEquals(Reason.BUILD_FAILED, failed.reason());
        assertEquals(
                "The source was not fetched from its repository: fatal: could not read Username", failed.message());
        stage.awaitNothingLeft();
    }

    @Test
    void aCancelledBuildLeavesNothing() {
        stage.pod(request);

        stage.executor(BuildCases.REMOTE).cancel(request.image());

        stage.awaitNothingLeft();
        stage.executor(BuildCases.REMOTE).cancel(request.image());
    }

    @Test
    void aPodThatTheNamespaceRefusesFailsTheBuild() {
        var inPod = stage.executor(BuildCases.IN_POD);

        var outcome = await().atMost(SOON).until(() -> inPod.advance(request), Failed.class::isInstance);

        var failed = (Failed) outcome;
        assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason());
        assertTrue(failed.message().contains("violates PodSecurity \"restricted"), failed::message);
        stage.awaitNothingLeft();
    }

    @Test
    void aPodThatWasNotMadeInAllTheTimeIsToldWithItsReason() {
        var hasty = within(Duration.ofSeconds(1));
        stage.executor(BuildCases.IN_POD).advance(hasty);
        await().atMost(SOON)
                .until(() -> job().getStatus().getConditions().stream()
                        .anyMatch(condition -> "DeadlineExceeded".equals(condition.getReason())));

        var failed =
                assertInstanceOf(Failed.class, stage.executor(BuildCases.IN_POD).advance(hasty));

        assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason(), failed::message);
        assertTrue(failed.message().contains("within 1 s: "), failed::message);
        assertTrue(failed.message().contains("violates PodSecurity \"restricted"), failed::message);
    }

    private Job job() {
        return stage.job(request).orElseThrow();
    }

    private BuildRequest within(Duration timeout) {
        return new BuildRequest(
                request.service(),
                request.image(),
                request.recipe(),
                request.tree(),
                request.location(),
                request.platforms(),
                request.labels(),
                request.secrets(),
                request.login(),
                timeout);
    }

    private static String ended(int code, String message) {
        return "{phase: %s, containerStatuses: [{name: build, state: {terminated: {exitCode: %d, message: \"%s\"}}}]}"
                .formatted(code == 0 ? "Succeeded" : "Failed", code, message);
    }
}
