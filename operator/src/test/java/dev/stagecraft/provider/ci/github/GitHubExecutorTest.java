package dev.stagecraft.provider.ci.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.sandbox.github.Fault;
import dev.stagecraft.sandbox.github.SimRun;
import dev.stagecraft.sandbox.github.SimulatedGitHub.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The life of a build at GitHub, from nothing to an image or a reason. */
class GitHubExecutorTest {
    private static final Duration LONG = Duration.ofMinutes(40);

    @Test
    void aBuildIsOneRunThatIsFollowedToItsEnd() {
        try (var scene = new Scene()) {
            // Given
            SimRun run = scene.started();

            // When
            assertTrue(why(scene.ask()).contains("waits for a runner"), "queued");
            run.is("in_progress");
            var building = assertInstanceOf(Building.class, scene.ask());
            run.ends("success");

            // Then
            assertEquals(new Built(), scene.ask());
            assertEquals(
                    "GitHub run %d builds: https://github.com/acme/shop/actions/runs/%d".formatted(run.id(), run.id()),
                    building.why());
            assertEquals(1, scene.repository.runs().size());
        }
    }

    @Test
    void theWorkflowIsToldWhatToBuild() {
        try (var scene = new Scene()) {
            var run = scene.started();
            assertEquals("main", run.ref());
            assertEquals(
                    Map.of(
                            "correlation", Correlation.of(Scene.request()).text(),
                            "service", "web",
                            "image", Scene.IMAGE,
                            "commit", Scene.TREE.commit(),
                            "context", "backend",
                            "dockerfile", "backend/Dockerfile",
                            "target", "prod",
                            "platforms", "linux/amd64",
                            "timeout", "30",
                            "options", """
                            {"arguments":{"MODE":"a 'b' \\"c\\"\\n$(d)"},"labels":{"dev.stagecraft.release":"rel-1"},"secrets":[]}\
                            """),
                    run.inputs());
            assertEquals("Build web " + Correlation.of(Scene.request()).text(), run.title());
        }
    }

    @Test
    void theBranchOfTheConfigurationIsUsed() {
        try (var scene = new Scene()) {
            scene.repository.branch("release/1.x");
            var executor = scene.executor(scene.config("ref", TextNode.valueOf("release/1.x")), Scene.TOKEN);
            while (scene.repository.runs().isEmpty()) {
                scene.later(executor.advance(Scene.request()));
            }
            assertEquals("release/1.x", scene.repository.run().ref());
        }
    }

    @Test
    void anOlderEnterpriseServerIsNotAskedForWhatItDoesNotKnow() {
        try (var scene = new Scene()) {
            // Given
            scene.github.weather(Weather.calm().older());
            var old = new GitHubProvider(
                    new GitHubSettings(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(2),
                            1 << 20,
                            Duration.ofSeconds(15),
                            Duration.ofMinutes(2),
                            "api.github.com",
                            true),
                    scene.clock);
            var executor = old.executor(
                    scene.config(), Map.of("tokenSecretRef", dev.stagecraft.secret.Secret.of(Scene.TOKEN)));

            // When
            while (scene.repository.runs().isEmpty()) {
                scene.later(executor.advance(Scene.request()));
            }
            scene.later(executor.advance(Scene.request()));
            scene.repository.run().ends("success");

            // Then
            assertEquals(new Built(), executor.advance(Scene.request()));
        }
    }

    @Test
    void aFailureNamesJobAndStepAndEndsWithWhatItPrinted() {
        try (var scene = new Scene()) {
            scene.started().failsIn("Build and push", """
                    2026-11-22T10:15:01.0000000Z ##[group]Run set -euo pipefail
                    2026-11-22T10:15:02.0000000Z #7 [2/2] RUN make
                    2026-11-22T10:15:02.0000000Z #7 0.3 make: *** no rule for npm-5ecret-value
                    2026-11-22T10:15:02.0000000Z ERROR: failed to solve
                    2026-11-22T10:15:03.0000000Z ##[error]Process completed with exit code 1.
                    2026-11-22T10:15:03.0000000Z Post job cleanup.
                    """);

            var failed = scene.failed(scene.ask());

            assertEquals(Reason.BUILD_FAILED, failed.reason());
            assertFalse(failed.passing());
            assertTrue(
                    failed.message()
                            .endsWith(
                                    ": #7 [2/2] RUN make | #7 0.3 make: *** no rule for [redacted] | ERROR: failed to solve"),
                    failed::message);
            assertTrue(
                    failed.message().contains("failed in the job 'build', step 'Build and push': https://github.com/"),
                    failed::message);
        }
    }

    @Test
    void aFailureIsToldWithoutTheLogWhereThatCannotBeHad() {
        try (var scene = new Scene()) {
            scene.started().failsIn("Build and push", "x\n");
            scene.github.fault("GET", "/logs", Fault.Answer.before(404, "Not Found"));
            assertTrue(scene.failed(scene.ask()).message().contains("step 'Build and push'"));
        }
        try (var scene = new Scene()) {
            scene.started().failsIn("Build and push", "x\n");
            scene.github.fault("GET", "/jobs", Fault.Answer.before(502, "Bad Gateway"));
            assertEquals(Reason.BUILD_FAILED, scene.failed(scene.ask()).reason());
        }
    }

    @Test
    void aLoginThatTheRegistryRefusesIsItsOwnReason() {
        try (var scene = new Scene()) {
            scene.started().failsIn(WorkflowSteps.LOG_IN, "##[error]unauthorized: bad password\n");
            var failed = scene.failed(scene.ask());
            assertEquals(Reason.REGISTRY_UNAUTHORIZED, failed.reason());
            assertTrue(failed.message().endsWith("unauthorized: bad password"), failed::message);
        }
    }

    @Test
    void afterAFailureThatWasToldAnotherRunIsStarted() {
        try (var scene = new Scene()) {
            // Given
            scene.started().ends("cancelled");
            assertTrue(scene.failed(scene.ask()).passing());

            // When
            while (scene.repository.runs().size() == 1) {
                scene.later(scene.ask());
            }
            scene.repository.runs().getLast().ends("success");

            // Then
            assertEquals(new Built(), scene.ended(Scene.request()));
            assertEquals(2, scene.repository.runs().size());
        }
    }

    @Test
    void aFailureForAnotherReleaseSaysNothing() {
        try (var scene = new Scene()) {
            // Given
            scene.started().ends("failure");

            // When
            scene.restart();
            var outcome = scene.ask(Scene.request("rel-2"));
            while (scene.repository.runs().size() == 1) {
                scene.later(outcome);
                outcome = scene.ask(Scene.request("rel-2"));
            }

            // Then
            assertInstanceOf(Building.class, outcome);
        }
    }

    @Test
    void aRunThatAnotherReleaseStartedIsFollowedAsWell() {
        try (var scene = new Scene()) {
            var run = scene.started();
            scene.restart();
            assertInstanceOf(Building.class, scene.ask(Scene.request("rel-2")));
            run.ends("success");
            assertEquals(new Built(), scene.ask(Scene.request("rel-2")));
            assertEquals(1, scene.repository.runs().size());
        }
    }

    @Test
    void aRunThatAPersonStartsAgainIsFollowedAgain() {
        try (var scene = new Scene()) {
            var run = scene.started();
            run.ends("failure");
            scene.failed(scene.ask());
            run.again();
            assertTrue(why(scene.ask()).contains("waits for a runner"));
            run.ends("success");
            assertEquals(new Built(), scene.ask());
        }
    }

    @Test
    void aRunThatTakesTooLongIsCancelled() {
        try (var scene = new Scene()) {
            var run = scene.started();
            run.is("in_progress");
            scene.ask();
            scene.clock.advance(LONG);
            var failed = scene.failed(scene.ask());
            assertEquals(Reason.BUILD_TIMEOUT, failed.reason());
            assertTrue(failed.message().contains("took longer than 30 minutes and was cancelled"), failed::message);
            assertEquals("cancelled", run.conclusion().orElseThrow());
        }
    }

    @Test
    void aRunWithoutARunnerIsCancelledAndTold() {
        try (var scene = new Scene()) {
            scene.started();
            scene.clock.advance(LONG);
            var failed = scene.failed(scene.ask());
            assertEquals(Reason.BUILD_TIMEOUT, failed.reason());
            assertTrue(failed.message().endsWith("Look whether there are runners with the label ubuntu-latest."));
        }
    }

    @Test
    void aRunThatSomebodyDeletedIsTold() {
        try (var scene = new Scene()) {
            var run = scene.started();
            scene.ask();
            scene.repository.delete(run);
            scene.clock.advance(Dispatches.PATIENCE);
            var failed = scene.failed(scene.ask());
            assertEquals(Reason.BUILD_EVICTED, failed.reason());
            assertTrue(failed.passing());
        }
    }

    @Test
    void cancellingEndsTheRunOnce() {
        try (var scene = new Scene()) {
            var run = scene.started();
            scene.executor().cancel(Scene.IMAGE);
            scene.executor().cancel(Scene.IMAGE);
            assertEquals("cancelled", run.conclusion().orElseThrow());
            assertEquals(1, scene.github.count("POST", "/cancel"));
        }
    }

    @Test
    void aRunThatIsNotListedYetIsCancelledByItsId() {
        try (var scene = new Scene()) {
            scene.github.weather(Weather.calm().lag(Duration.ofMinutes(1), Duration.ZERO));
            var run = scene.started();
            scene.executor().cancel(Scene.IMAGE);
            assertEquals("cancelled", run.conclusion().orElseThrow());
        }
    }

    @Test
    void anImageThatIsWantedAgainAfterItWasCancelledIsBuilt() {
        try (var scene = new Scene()) {
            scene.started();
            scene.executor().cancel(Scene.IMAGE);
            while (scene.repository.runs().size() == 1) {
                scene.later(scene.ask());
            }
            scene.repository.runs().getLast().ends("success");
            assertEquals(new Built(), scene.ended(Scene.request()));
        }
    }

    @Test
    void aFileThatDoesNotNameItsRunsIsTold() {
        try (var scene = new Scene()) {
            // Given
            scene.github.weather(Weather.calm().older());
            scene.repository.workflow(
                    "stagecraft.yml",
                    Configs.workflow(Configs.PLAIN, "registry.example.com/acme")
                            .content()
                            .replaceAll("(?m)^run-name: .*$", ""));
            var old = new GitHubProvider(
                            new GitHubSettings(
                                    Duration.ofSeconds(5),
                                    Duration.ofSeconds(2),
                                    1 << 20,
                                    Duration.ofSeconds(15),
                                    Duration.ofMinutes(2),
                                    "api.github.com",
                                    true),
                            scene.clock)
                    .executor(scene.config(), Map.of("tokenSecretRef", dev.stagecraft.secret.Secret.of(Scene.TOKEN)));

            // When
            BuildOutcome outcome = old.advance(Scene.request());
            for (int turn = 0; outcome instanceof Building && turn < 100; turn++) {
                scene.later(outcome);
                outcome = old.advance(Scene.request());
            }

            // Then
            var failed = scene.failed(outcome);
            assertTrue(failed.message().contains("its line run-name"), failed::message);
            assertEquals(1, scene.repository.runs().size());
        }
    }

    @Test
    void secretsAndProgramsAreRefusedBeforeAnythingIsAsked() {
        try (var scene = new Scene()) {
            var secret = scene.failed(scene.ask(Scene.request(
                    "rel-1", new Recipe.Dockerfile("", "Dockerfile", "", new TreeMap<>(), List.of("npm")))));
            var program = scene.failed(scene.ask(Scene.request(
                    "rel-1", new Recipe.Program("", "encore", "", List.of("encore"), Map.of(), Map.of(), List.of()))));
            var huge = scene.failed(scene.ask(Scene.request(
                    "rel-1",
                    new Recipe.Dockerfile(
                            "", "Dockerfile", "", new TreeMap<>(Map.of("A", "x".repeat(66_000))), List.of()))));

            assertTrue(secret.message().contains("reads the secrets [npm], and no secret is ever sent to GitHub"));
            assertTrue(program.message().contains("built by the program encore"));
            assertTrue(huge.message().contains("GitHub takes 65535"));
            for (var refused : List.of(secret, program, huge)) {
                assertEquals(Reason.BUILDER_NOT_AVAILABLE, refused.reason());
                assertFalse(refused.passing());
            }
            assertEquals(List.of(), scene.github.journal());
        }
    }

    @Test
    void aMappedSecretIsNamedAndNeverSent() {
        try (var scene = new Scene()) {
            var config = scene.config("secrets", Configs.json("{\"npm\": \"NPM_TOKEN\"}"));
            var request = Scene.request(
                    "rel-1", new Recipe.Dockerfile("", "Dockerfile", "", new TreeMap<>(), List.of("npm")));
            while (scene.repository.runs().isEmpty()) {
                scene.later(scene.executor(config, Scene.TOKEN).advance(request));
            }
            var inputs = scene.repository.run().inputs();
            assertTrue(String.valueOf(inputs.get("options")).endsWith("\"secrets\":[\"npm\"]}"), inputs::toString);
            assertEquals(".", inputs.get("context"));
        }
    }

    private static String why(BuildOutcome outcome) {
        return assertInstanceOf(Building.class, outcome).why();
    }
}
