package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.BorrowedHost;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compose files as people write them, released on one borrowed host. */
class ComposeFormsIT {
    private final BorrowedHost stage = new BorrowedHost("forms");
    private final Resources resources = stage.resources();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void labelsWrittenAsAListAreReadBack() {
        resources.apply(stage.yaml("web: {image: WEB, labels: [\"team=shop\", bare]}", ""));

        resources.awaitReady("shop");

        var web = stage.containers("web").getFirst();
        assertEquals("shop", web.labels().get("team"));
        assertTrue(web.labels().containsKey("dev.stagecraft.owner"));
    }

    @Test
    void replicasBehindAVariableAreStartedBesideTheOldOnes() {
        var services = "web: {image: WEB, deploy: {replicas: \"${COUNT}\"}}";
        var env = "  env: [{name: COUNT, value: \"2\"}]\n";
        resources.apply(stage.yaml("v1", services, env));
        resources.awaitReady("shop");
        assertEquals(2, stage.containers("web").size());

        resources.apply(stage.yaml("v2", services, env));
        resources.awaitReady("shop");

        assertEquals(2, stage.containers("web").size());
        assertTrue(stage.host().journal().entries().stream()
                .anyMatch(entry -> entry.argv().contains("web=4")));
    }

    @Test
    void variablesThatSteerDockerReachTheContainersOnly() {
        resources.apply(stage.yaml("web: {image: WEB}", "  env: [{name: DOCKER_HOST, value: tcp://127.0.0.1:9}]\n"));

        resources.awaitReady("shop");

        assertEquals(
                "tcp://127.0.0.1:9", stage.host().engine().environment("web").get("DOCKER_HOST"));
    }

    @Test
    void aServiceGetsTheTimeToStopThatItAsksFor() {
        var services = "web: {image: WEB, stop_grace_period: 45s}\nworker: {image: WORKER}";
        resources.apply(stage.yaml("v1", services, "  rollout: {drainTimeout: 3s}\n"));
        resources.awaitReady("shop");

        resources.apply(stage.yaml("v2", services, "  rollout: {drainTimeout: 3s}\n"));
        resources.awaitReady("shop");

        var words = stage.host().journal().entries().stream()
                .map(entry -> String.join(" ", entry.argv()) + " ")
                .toList();
        assertTrue(words.stream().anyMatch(line -> line.contains("-t 45 web ")), words::toString);
        assertTrue(words.stream().anyMatch(line -> line.contains("-t 3 worker ")), words::toString);
        assertTrue(words.stream().anyMatch(line -> line.startsWith("docker stop -t 45 ")), words::toString);
    }

    @Test
    void aJobRunsToItsEndBeforeWhatNeedsItAndIsNotRunAgain() {
        var services = """
                web: {image: WEB, depends_on: {job: {condition: service_completed_successfully}}}
                job: {image: TASK}""";
        resources.apply(stage.yaml("v1", services, ""));
        resources.awaitReady("shop");
        var job = stage.containers("job").getFirst();
        assertTrue(job.createdAt().isBefore(stage.containers("web").getFirst().createdAt()));

        resources.apply(stage.yaml("v2", services, ""));
        resources.awaitReady("shop");

        assertEquals("v2", Resources.version(resources.get("shop")));
        assertEquals(List.of(job), stage.containers("job"));
    }

    @Test
    void aJobThatFailsKeepsBackWhatNeedsIt() {
        var services = """
                web: {image: WORKER, depends_on: {job: {condition: service_completed_successfully}}}
                job: {image: WEB}""";
        resources.apply(stage.yaml("crash", services, ""));

        resources.awaitCondition("shop", "Released", "False", "");

        resources.await(
                "shop",
                "a failed release",
                found -> found.getStatus().releases().stream()
                        .anyMatch(release -> release.reason().equals("HealthCheckFailed")));
        assertEquals(List.of(), stage.containers("web"));
    }

    @Test
    void aContainerThatIsRestartedForEverFailsTheReleaseWithinItsTime() {
        var services = "web: {image: WEB, restart: always}";
        var spec = "  rollout: {healthTimeout: 3s}\n  env: [{name: TOKEN, value: canary-literal}]\n";
        resources.apply(stage.yaml("v1", services, spec));
        resources.awaitReady("shop");
        var good = stage.containers("web").getFirst();

        resources.apply(stage.yaml("crash", services, spec));
        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");

        var failed = held.getStatus().releases().stream()
                .filter(release -> release.state().equals("Failed"))
                .findFirst()
                .orElseThrow();
        assertEquals("HealthCheckFailed", failed.reason());
        assertTrue(failed.message().contains("healthTimeout"), failed::message);
        assertEquals(List.of(good.id()), ids("web"));
    }

    @Test
    void aValueThatAContainerPrintsIsNotShown() {
        resources.apply(stage.yaml(
                "crash",
                "web: {image: WEB}",
                "  rollout: {onFailure: Halt}\n  env: [{name: TOKEN, value: canary-literal}]\n"));

        var failed = resources.await(
                "shop",
                "a failed release",
                found -> found.getStatus().releases().stream()
                        .anyMatch(release -> release.reason().equals("HealthCheckFailed")));

        var status = Serialization.asYaml(failed.getStatus());
        assertTrue(status.contains("cannot start with"), status);
        assertTrue(!status.contains("canary-literal"), status);
    }

    @Test
    void aServiceUnderANewNameTakesOverWhenItIsHealthy() {
        resources.apply(stage.yaml("v1", "old: {image: WEB}", ""));
        resources.awaitReady("shop");
        var old = ids("old");

        resources.apply(stage.yaml("crash", "new: {image: WEB}", ""));
        resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals(old, ids("old"));

        resources.apply(stage.yaml("v2", "new: {image: WEB}", ""));
        resources.awaitReady("shop");
        assertEquals(List.of(), ids("old"));
        assertEquals(1, ids("new").size());
    }

    private List<String> ids(String service) {
        return stage.containers(service).stream().map(SimulatedContainer::id).toList();
    }
}
