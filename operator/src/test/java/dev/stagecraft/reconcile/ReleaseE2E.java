package dev.stagecraft.reconcile;

import static dev.stagecraft.sandbox.RealStage.PASSWORD;
import static dev.stagecraft.sandbox.Resources.latest;
import static dev.stagecraft.sandbox.Resources.phases;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.RealStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.ProjectOnHost;
import dev.stagecraft.sandbox.net.RealHost;
import dev.stagecraft.sandbox.net.Visitor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of an application on two real hosts: released, upgraded, broken on purpose, rolled back, deleted. */
@Tag("e2e")
class ReleaseE2E {
    @TempDir
    static Path images;

    @SuppressWarnings("NullAway.Init") // every test sets it first
    private RealStage stage;

    @AfterEach
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPOSE_V1", "COMPOSE_V2"})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void applicationIsReleasedUpgradedBrokenRolledBackAndDeleted(Equipment equipment) {
        stage = RealStage.start(equipment, images);
        stage.shop()
                .hosts()
                .hosts()
                .forEach(host -> host.docker(
                                "run",
                                "--detach",
                                "--name",
                                "bystander",
                                stage.shop().worker().pinned())
                        .orFail());

        firstRelease();
        upgradeReplacesWebOnlyAndIsNeverSilent();
        brokenReleaseLeavesTheUpgradeServing();
        rollbackServesTheFirstReleaseAgain();
        retainedResourceLeavesItsContainers();
        deletionTakesWhatIsTheResourcesAndNothingElse();
    }

    private void firstRelease() {
        stage.resources().apply(stage.shop().shop("v1"));

        var release = latest(stage.resources().awaitReady("shop"));
        assertEquals(
                Map.of(
                        "build", "skipped",
                        "push", "skipped",
                        "migrate_pre", "skipped",
                        "rollout", "completed",
                        "migrate_post", "skipped",
                        "finalize", "completed"),
                phases(release));
        assertTrue(release.phases().stream()
                .filter(phase -> phase.status().equals("skipped"))
                .noneMatch(phase -> phase.message().isBlank()));
        assertEquals(List.of("Succeeded"), stage.recorded());
        for (var project : stage.shop().projects()) {
            assertEquals(release.images(), project.images());
            assertEquals(PASSWORD, project.only("web").environment().get("PASSWORD"));
            assertEquals("info", project.only("web").environment().get("MODE"));
            assertFalse(project.only("redis").environment().containsKey("PASSWORD"));
            assertEquals(PASSWORD, project.get("/env?key=PASSWORD"));
            assertEquals("shop web v1\n", project.get("/"));
            assertEquals("+PONG\r\n", project.get("/redis"));
            assertNothingIsReadableByOthers(project);
        }
    }

    private static void assertNothingIsReadableByOthers(ProjectOnHost project) {
        assertFalse(project.find("-type", "f", "-size", "+0").isEmpty());
        assertEquals(List.of(), project.find("-type", "f", "-size", "+0", "!", "-perm", "600"));
        assertEquals(List.of(), project.find("-type", "d", "!", "-perm", "700"));
    }

    private void upgradeReplacesWebOnlyAndIsNeverSilent() {
        var before = stage.shop().projects().stream().map(Ids::of).toList();
        var visitors = stage.shop().projects().stream().map(Visitor::of).toList();

        stage.resources().apply(stage.shop().shop("v2"));

        var release = latest(stage.resources().awaitReady("shop"));
        visitors.forEach(Visitor::close);
        assertEquals("v2", release.version());
        assertEquals(List.of("Succeeded", "Succeeded"), stage.recorded());
        for (int i = 0; i < visitors.size(); i++) {
            var project = stage.shop().projects().get(i);
            var visitor = visitors.get(i);
            assertTrue(
                    visitor.longestSilence() < 2,
                    () -> "web was silent for " + visitor.longestSilence() + " rounds of " + visitor.rounds() + " on "
                            + project.host().name());
            assertTrue(visitor.roundsWithTwo() > 0, "the old container was seen to serve beside the new one");
            var after = Ids.of(project);
            assertEquals(before.get(i).worker(), after.worker());
            assertEquals(before.get(i).redis(), after.redis());
            assertNotEquals(before.get(i).web(), after.web());
            assertEquals(release.images(), project.images());
            assertEquals("shop web v2\n", project.get("/"));
            assertEquals(3, project.containers().size());
        }
    }

    private void brokenReleaseLeavesTheUpgradeServing() {
        var before = stage.shop().projects().stream().map(ProjectOnHost::ids).toList();
        var begun = Instant.now();

        stage.resources().apply(stage.shop().shop("broken"));

        var held = stage.resources().awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("True", condition(held, "Available"));
        assertEquals("v2", Resources.version(held));
        var history = held.getStatus().releases();
        assertEquals("Rollback", history.get(0).type());
        assertEquals("Succeeded", history.get(0).state());
        assertEquals("broken", history.get(1).version());
        assertEquals("Failed", history.get(1).state());
        assertEquals("failed", phases(history.get(1)).get("rollout"));
        assertEquals("skipped", phases(history.get(1)).get("finalize"));
        for (int i = 0; i < before.size(); i++) {
            var project = stage.shop().projects().get(i);
            assertEquals(before.get(i), project.ids());
            assertEquals("shop web v2\n", project.get("/"));
        }
        assertFalse(created(stage.shop().hosts().host(1), begun).isEmpty());
        assertEquals(List.of(), created(stage.shop().hosts().host(2), begun));
    }

    /** The containers that the engine has made since then. */
    private static List<String> created(RealHost host, Instant since) {
        return host.docker(
                        "events",
                        "--since=" + since,
                        "--until=" + Instant.now(),
                        "--filter=type=container",
                        "--filter=event=create",
                        "--format={{.Actor.Attributes.name}}")
                .orFail()
                .out()
                .lines()
                .toList();
    }

    private void rollbackServesTheFirstReleaseAgain() {
        var first = stage.resources().get("shop").getStatus().releases().getLast();

        stage.resources().annotate("shop", "rollback-to", first.id());

        var held = stage.resources()
                .await(
                        "shop",
                        "the first release serves again",
                        found -> found.getStatus().current() != null
                                && Resources.version(found).equals("v1")
                                && latest(found).state().equals("Succeeded"));
        assertEquals("Rollback", latest(held).type());
        assertEquals(first.images(), latest(held).images());
        assertEquals("True", condition(held, "Available"));
        for (var project : stage.shop().projects()) {
            assertEquals(first.images(), project.images());
            assertEquals("shop web v1\n", project.get("/"));
            assertEquals(PASSWORD, project.get("/env?key=PASSWORD"));
        }
    }

    private void retainedResourceLeavesItsContainers() {
        var note = new ProjectOnHost(stage.shop().hosts().host(1), "note-prod");
        stage.resources().apply(stage.shop().note());
        stage.resources().awaitReady("note");
        var container = note.only("worker");

        stage.resources().delete("note");

        assertEquals(container, note.only("worker"));
        assertTrue(container.running());
    }

    private void deletionTakesWhatIsTheResourcesAndNothingElse() {
        var images = latest(stage.resources().get("shop")).images().values();

        stage.resources().delete("shop");

        for (var project : stage.shop().projects()) {
            var host = project.host();
            assertEquals(List.of(), project.containers());
            assertFalse(host.run("test", "-e", project.directory()).succeeded());
            host.docker("volume", "inspect", project.project() + "_data").orFail();
            images.forEach(image -> host.docker("image", "inspect", image).orFail());
            images.forEach(image -> host.docker("pull", "--quiet", image).orFail());
            assertEquals(
                    "true\n",
                    host.docker("inspect", "--format={{.State.Running}}", "bystander")
                            .orFail()
                            .out());
        }
        assertTrue(new ProjectOnHost(stage.shop().hosts().host(1), "note-prod")
                .only("worker")
                .running());
    }

    /** The containers of the shop on one host. */
    private record Ids(String web, String worker, String redis) {
        static Ids of(ProjectOnHost project) {
            return new Ids(
                    project.only("web").id(),
                    project.only("worker").id(),
                    project.only("redis").id());
        }
    }

    private static String condition(Stagecraft resource, String type) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getStatus())
                .findFirst()
                .orElse("absent");
    }
}
