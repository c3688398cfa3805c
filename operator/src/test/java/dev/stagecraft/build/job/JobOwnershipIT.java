package dev.stagecraft.build.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.cluster.fabric8.FabricJobs;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose a build's objects are in the real API server, what is in them, and what happens when others put a hand on them. */
@Timeout(120)
class JobOwnershipIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final JobStage stage = new JobStage("restricted");
    private final BuildRequest request = BuildCases.gitCredentials();

    @Test
    void theJobBelongsToTheResourceAndTheSecretToTheJob() {
        stage.pod(request);

        var owner = job().getMetadata().getOwnerReferences().getFirst();
        assertEquals("Stagecraft", owner.getKind());
        assertEquals(stage.resource().uid(), owner.getUid());
        assertTrue(owner.getController());
        assertTrue(job().getMetadata().getManagedFields().stream()
                .anyMatch(entry -> entry.getManager().equals("stagecraft")));
        var secret = stage.client()
                .secrets()
                .inNamespace(stage.namespace())
                .withName(stage.name(request))
                .get();
        assertEquals(
                job().getMetadata().getUid(),
                secret.getMetadata().getOwnerReferences().getFirst().getUid());
        assertEquals("stagecraft", secret.getMetadata().getLabels().get("app.kubernetes.io/managed-by"));
    }

    @Test
    void whoeverDeletesTheJobMakesTheBuildBeginAgain() {
        stage.pod(request);
        var first = job().getMetadata().getUid();

        stage.client().resource(job()).delete();

        await().atMost(SOON).until(() -> {
            assertInstanceOf(Building.class, stage.advance(request));
            return stage.job(request)
                    .filter(job -> !job.getMetadata().getUid().equals(first))
                    .isPresent();
        });
        await().atMost(SOON)
                .until(() -> secretOwner().equals(job().getMetadata().getUid()));
    }

    private String secretOwner() {
        var secret = stage.client()
                .secrets()
                .inNamespace(stage.namespace())
                .withName(stage.name(request))
                .get();
        return secret == null
                ? ""
                : secret.getMetadata().getOwnerReferences().getFirst().getUid();
    }

    @Test
    void aStartThatWasCutIsFinishedByTheNextProcess() {
        // The Job is there, and its Secret is not: the operator died between the two
        stage.advance(request);
        stage.client().resource(job()).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"suspend\": true}}");
        stage.client()
                .secrets()
                .inNamespace(stage.namespace())
                .withName(stage.name(request))
                .delete();

        stage.advance(request);

        assertEquals(false, job().getSpec().getSuspend());
        assertEquals(job().getMetadata().getUid(), secretOwner());
    }

    @Test
    void aSecretOfSomebodyElseIsLeftAloneAndToldAndNoJobStays() {
        var theirs = stage.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(stage.name(request))
                        .withNamespace(stage.namespace())
                        .endMetadata()
                        .addToStringData("a", "b")
                        .build())
                .create();

        var failed = assertInstanceOf(Failed.class, stage.advance(request));

        assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason());
        assertFalse(failed.passing());
        assertEquals(
                "Secret %s in namespace %s belongs to somebody else: delete or rename it, a build needs the name."
                        .formatted(stage.name(request), stage.namespace()),
                failed.message());
        await().atMost(SOON).until(() -> stage.job(request).isEmpty());
        assertEquals(
                theirs.getMetadata().getResourceVersion(),
                stage.client().resource(theirs).get().getMetadata().getResourceVersion());

        stage.client().resource(theirs).delete();
        stage.pod(request);
    }

    @Test
    void aJobWhoseSecretTheApiServerDoesNotTakeIsTakenBack() {
        var ready = assertInstanceOf(JobManifest.Ready.class, BuildCases.of(request, BuildCases.REMOTE));
        var jobs = new FabricJobs(stage.client());
        var inputs = Map.of("not a key", Secret.of("x"));

        assertThrows(KubernetesClientException.class, () -> jobs.start(stage.resource(), ready.job(), inputs));

        await().atMost(SOON).until(() -> stage.job(request).isEmpty());
    }

    @Test
    void twoResourcesThatWantTheSameImageHaveOneBuild() {
        var pod = stage.pod(request);
        var another = stage.owner("another");

        assertEquals(
                new Building(
                        Duration.ofSeconds(5), "waits for the build of the same image that Stagecraft shop has begun"),
                stage.advance(another, request));
        assertEquals(1, stage.pods().size());

        stage.report(pod, "{phase: Succeeded, containerStatuses: [{name: build, state: {terminated: {exitCode: 0}}}]}");
        await().atMost(SOON).until(() -> stage.advance(another, request), new Built()::equals);
        assertTrue(stage.job(request).isPresent(), "its owner takes it away");
        assertEquals(new Built(), stage.outcome(request));
        stage.awaitNothingLeft();
    }

    @Test
    void whoWaitsForAnothersBuildBuildsItselfWhenThatFailed() {
        var pod = stage.pod(request);
        var another = stage.owner("another");
        stage.report(
                pod,
                "{phase: Failed, containerStatuses: [{name: build, state: {terminated: {exitCode: 1, message: 'its word'}}}]}");

        var failed =
                (Failed) await().atMost(SOON).until(() -> stage.advance(another, request), Failed.class::isInstance);
        assertTrue(failed.passing());
        assertTrue(failed.message().contains("for Stagecraft shop has failed"), failed::message);
        assertFalse(failed.message().contains("its word"), failed::message);
        assertInstanceOf(Failed.class, stage.outcome(request));
        await().atMost(SOON).until(() -> {
            assertInstanceOf(Building.class, stage.advance(another, request));
            return stage.job(request)
                    .filter(job -> another.uid()
                            .equals(job.getMetadata()
                                    .getOwnerReferences()
                                    .getFirst()
                                    .getUid()))
                    .isPresent();
        });
        await().atMost(SOON)
                .until(() -> secretOwner().equals(job().getMetadata().getUid()));
    }

    @Test
    void manyWhoAskAtOnceMakeOneJobThatRuns() throws Exception {
        var another = stage.owner("another");
        var calls = IntStream.range(0, 12)
                .<Callable<BuildOutcome>>mapToObj(
                        number -> () -> number % 2 == 0 ? stage.advance(request) : stage.advance(another, request))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // A write that lost to another is an exception, after which a step is tried again.
            threads.invokeAll(calls);
        }
        await().atMost(SOON).until(() -> {
            stage.advance(request);
            stage.advance(another, request);
            return !stage.pods().isEmpty();
        });

        assertEquals(1, stage.pods().size());
        assertEquals(1, job().getMetadata().getOwnerReferences().size());
        assertEquals(job().getMetadata().getUid(), secretOwner());
    }

    @Test
    void aNewerImageOfAServiceEndsTheBuildOfTheOlder() {
        stage.pod(request);
        var other = BuildCases.plain();
        stage.advance(other);

        var newer = tagged("build-newer");
        stage.advance(newer);

        await().atMost(SOON)
                .until(() -> stage.job(request).isEmpty() && stage.pods().size() == 2);
        assertTrue(stage.job(newer).isPresent());
        assertTrue(stage.job(other).isPresent(), "another service's");
    }

    private BuildRequest tagged(String tag) {
        return new BuildRequest(
                request.service(),
                request.image().replaceFirst("build-.*", tag),
                request.recipe(),
                request.tree(),
                request.location(),
                request.platforms(),
                request.labels(),
                request.secrets(),
                request.login(),
                request.timeout());
    }

    @Test
    void aJobOfSomebodyElseIsLeftAlone() {
        var other = assertInstanceOf(JobManifest.Ready.class, BuildCases.of(request, BuildCases.REMOTE))
                .job();
        other.getMetadata().setNamespace(stage.namespace());
        other.getMetadata().setName(stage.name(request));
        stage.client().resource(other).create();

        var failed = assertInstanceOf(Failed.class, stage.advance(request));
        stage.executor(BuildCases.REMOTE).cancel(request.image());

        assertTrue(failed.message().contains("belongs to somebody else"), failed::message);
        assertTrue(stage.job(request).isPresent());
    }

    @Test
    void noObjectButTheSecretHoldsASecret() {
        var requests = List.of(BuildCases.secretsArgumentsTarget(), BuildCases.gitCredentials(), BuildCases.program());
        requests.forEach(stage::advance);
        await().atMost(SOON).until(() -> stage.pods().size() == requests.size());

        for (var list : List.of(
                stage.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(stage.namespace())
                        .list(),
                stage.client().pods().inNamespace(stage.namespace()).list(),
                stage.client().configMaps().inNamespace(stage.namespace()).list(),
                stage.client().v1().events().inNamespace(stage.namespace()).list())) {
            Sentinels.assertAbsent(stage.client().getKubernetesSerialization().asYaml(list));
        }
    }

    private Job job() {
        return stage.job(request).orElseThrow();
    }
}
