package dev.stagecraft.provider.ci.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.sandbox.github.Fault;
import dev.stagecraft.sandbox.github.SimulatedGitHub.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GitHub refuses, and what goes wrong on the way. */
class GitHubFaultsTest {
    private static final String RUNS = "/workflows/stagecraft.yml/runs";
    private static final String DISPATCHES = "/dispatches";

    @Test
    void aTokenThatIsNotKnownIsTold() {
        try (var scene = new Scene()) {
            var failed = scene.failed(Scene.said(
                    scene.executor(scene.config(), "github_pat_0ther5ecret").advance(Scene.request())));
            assertEquals(Reason.BUILDER_UNAUTHORIZED, failed.reason());
            assertTrue(failed.passing(), "the Secret may have another by now");
            assertEquals(
                    "GitHub answered 401 to the request to list the runs of the workflow: \"Bad credentials\". The token is wrong, expired or revoked: put a new one into the Secret that tokenSecretRef names.",
                    failed.message());
        }
    }

    @Test
    void aTokenThatMayOnlyReadIsToldWhenARunIsToBeStarted() {
        try (var scene = new Scene()) {
            var executor = scene.executor(scene.config(), Scene.READ_ONLY);
            scene.later(executor.advance(Scene.request()));
            var failed = refused(executor.advance(Scene.request()));
            assertTrue(
                    failed.message().contains("give it read and write access to Actions of acme/shop"),
                    failed::message);
        }
    }

    @Test
    void aRepositoryOrFileThatIsNotThereIsTold() {
        try (var scene = new Scene()) {
            for (var config : List.of(
                    scene.config("repository", TextNode.valueOf("acme/other")),
                    scene.config("workflow", TextNode.valueOf("other.yml")))) {
                var failed = refused(scene.executor(config, Scene.TOKEN).advance(Scene.request()));
                assertTrue(failed.message().contains("There is no repository acme/"), failed::message);
            }
        }
    }

    @Test
    void whatKeepsAWorkflowFromBeingStartedIsTold() {
        try (var scene = new Scene()) {
            scene.later(scene.ask());
            scene.workflow.disable();
            assertTrue(refused(scene.ask())
                    .message()
                    .endsWith("Enable the workflow stagecraft.yml in the repository's Actions."));
        }
        try (var scene = new Scene()) {
            scene.later(scene.ask());
            scene.repository.workflow("stagecraft.yml", "on: {push: {}}\n");
            // Another file, so what was listed is not its own any more.
            assertTrue(refused(scene.ask()).message().contains("is not the one that Stagecraft writes"));
        }
        try (var scene = new Scene()) {
            scene.repository.workflow("stagecraft.yml", "on: {workflow_dispatch: {inputs: {image: {type: string}}}}\n");
            scene.later(scene.ask());
            assertTrue(refused(scene.ask()).message().contains("is not the one that Stagecraft writes"));
        }
        try (var scene = new Scene()) {
            var executor = scene.executor(scene.config("ref", TextNode.valueOf("gone")), Scene.TOKEN);
            scene.later(executor.advance(Scene.request()));
            assertTrue(refused(executor.advance(Scene.request()))
                    .message()
                    .endsWith("Name a branch that exists in spec.build.providers.github.ref."));
        }
    }

    @Test
    void afterARefusalThatWasMendedThereIsOneRun() {
        try (var scene = new Scene()) {
            scene.later(scene.ask());
            scene.github.fault("POST", DISPATCHES, Fault.Answer.before(422, "Workflow is disabled"));
            refused(scene.ask());
            scene.ask();
            assertEquals(1, scene.repository.runs().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, Moved Permanently, has moved",
        "400, Bad Request, GitHub Enterprise Server",
        "409, Conflict, Something else",
        "410, Gone, outside of GitHub's contract"
    })
    void eachOtherRefusalHasItsOwnSentence(int status, String message, String advice) {
        try (var scene = new Scene()) {
            scene.github.fault(
                    "GET", RUNS, Fault.Answer.before(status, message).with("location", "https://evil.example.com/"));
            assertTrue(refused(scene.ask()).message().contains(advice));
        }
    }

    @Test
    void theHoursLimitIsWaitedFor() {
        try (var scene = new Scene()) {
            // Given
            scene.github.weather(Weather.calm().remaining(0));

            // When
            var building = assertInstanceOf(Building.class, scene.ask());
            var asked = scene.github.journal().size();
            scene.ask();

            // Then
            assertEquals(Duration.ofMinutes(10), building.again(), "the rest of the hour, but never so long unseen");
            assertTrue(building.why().contains("It is asked again at 2026-11-22T11:00:01Z"), building::why);
            assertEquals(asked, scene.github.journal().size(), "nothing is asked while the limit counts");
            scene.clock.advance(Duration.ofMinutes(46));
            scene.github.weather(Weather.calm());
            scene.started();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429})
    void aSecondaryLimitIsWaitedForAsLongAsItSays(int status) {
        try (var scene = new Scene()) {
            scene.github.fault(
                    "GET",
                    RUNS,
                    Fault.Answer.before(status, "You have exceeded a secondary rate limit")
                            .with("retry-after", "42"));
            assertEquals(
                    Duration.ofSeconds(42),
                    assertInstanceOf(Building.class, scene.ask()).again());
        }
    }

    @Test
    void aLimitWithoutATimeIsWaitedForLongerEachTime() {
        try (var scene = new Scene()) {
            for (var minutes : List.of(1, 2, 4)) {
                scene.github.fault("GET", RUNS, Fault.Answer.before(403, "You have exceeded a secondary rate limit"));
                var building = assertInstanceOf(Building.class, scene.ask());
                assertEquals(Duration.ofMinutes(minutes), building.again());
                scene.later(building);
            }
        }
    }

    @Test
    void aLimitMetByTheDispatchStartsNothingTwice() {
        try (var scene = new Scene()) {
            scene.later(scene.ask());
            scene.github.fault(
                    "POST",
                    DISPATCHES,
                    Fault.Answer.before(429, "Too Many Requests").with("retry-after", "30"));
            scene.later(scene.ask());
            scene.started().ends("success");
            assertEquals(new Built(), scene.ended(Scene.request()));
            assertEquals(2, scene.github.count("POST", DISPATCHES));
        }
    }

    @Test
    void aLimitWhileAFailureIsLookedIntoPutsItOff() {
        try (var scene = new Scene()) {
            scene.started().failsIn("Build and push", "x\n");
            scene.github.fault(
                    "GET",
                    "/logs",
                    Fault.Answer.before(429, "Too Many Requests").with("retry-after", "30"));
            scene.later(scene.ask());
            assertTrue(scene.failed(scene.ask()).message().contains("It printed: x"));
        }
    }

    @Test
    void anApiThatIsAwayIsAskedAgain() {
        try (var scene = new Scene()) {
            for (var fault : List.of(
                    Fault.Answer.before(502, "Bad Gateway"),
                    new Fault.Drop(false),
                    new Fault.Hang(false),
                    new Fault.Garbage(200, false))) {
                scene.github.fault("GET", RUNS, fault);
                assertInstanceOf(Building.class, scene.ask(), fault::toString);
            }
            scene.started();
        }
    }

    @Test
    void anApiThatNobodyServesIsTold() {
        try (var scene = new Scene()) {
            var config = scene.config("apiUrl", TextNode.valueOf("http://127.0.0.1:1/api/v3"));
            var building = assertInstanceOf(
                    Building.class, scene.executor(config, Scene.TOKEN).advance(Scene.request()));
            assertTrue(building.why().startsWith("http://127.0.0.1:1/api/v3 could not be reached"), building::why);
        }
    }

    @Test
    void whatCannotBeATokenIsNeverSent() {
        try (var scene = new Scene()) {
            for (var wrong : List.of("", "two words 5ecret", "x".repeat(600))) {
                var failed = refused(scene.executor(scene.config(), wrong).advance(Scene.request()));
                assertTrue(failed.message().contains("cannot be a token"));
                scene.executor(scene.config(), wrong).cancel(Scene.IMAGE);
            }
            assertEquals(List.of(), scene.github.journal());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cancelled, BUILD_EVICTED, true, was cancelled by somebody",
        "stale, BUILD_EVICTED, true, was given up by GitHub",
        "timed_out, BUILD_TIMEOUT, false, took longer than 30 minutes",
        "action_required, BUILDER_NOT_AVAILABLE, false, somebody must approve it",
        "startup_failure, BUILDER_NOT_AVAILABLE, false, could not be started",
        "skipped, BUILDER_NOT_AVAILABLE, false, did nothing",
        "neutral, BUILDER_NOT_AVAILABLE, false, did nothing",
        "failure, BUILD_FAILED, false, failed in the job 'build'",
        "novel, BUILD_FAILED, false, ended with 'novel'"
    })
    void eachConclusionHasItsReason(String conclusion, Reason reason, boolean passing, String words) {
        try (var scene = new Scene()) {
            var run = scene.started();
            run.ends(conclusion);
            var failed = scene.failed(scene.ask());
            assertEquals(reason, failed.reason());
            assertEquals(passing, failed.passing());
            assertTrue(failed.message().contains(words), failed::message);
            assertTrue(failed.message().contains("https://github.com/acme/shop/actions/runs/" + run.id()));
        }
    }

    @Test
    void aJobThatGitHubCancelledForItsTimeIsATimeOut() {
        try (var scene = new Scene()) {
            var run = scene.started();
            run.is("in_progress");
            scene.clock.advance(Duration.ofMinutes(30));
            run.ends("cancelled");
            assertEquals(Reason.BUILD_TIMEOUT, scene.failed(scene.ask()).reason());
        }
    }

    @ParameterizedTest
    @CsvSource({"waiting, waits until somebody approves it", "pending, waits for a runner", "novel, is novel"})
    void eachStateBeforeTheEndIsTold(String status, String words) {
        try (var scene = new Scene()) {
            scene.started().is(status);
            assertTrue(assertInstanceOf(Building.class, scene.ask()).why().contains(words));
        }
    }

    @Test
    void aLongListIsReadToItsEnd() {
        try (var scene = new Scene()) {
            var run = scene.started();
            for (int other = 0; other < 250; other++) {
                scene.repository.start(scene.workflow, Map.of("service", "web", "correlation", "mine-" + other));
            }
            scene.restart();
            assertTrue(assertInstanceOf(Building.class, scene.ask()).why().contains("run " + run.id()));
            assertEquals(251, scene.repository.runs().size());
        }
    }

    private static Failed refused(dev.stagecraft.build.BuildOutcome outcome) {
        var failed = assertInstanceOf(Failed.class, Scene.said(outcome));
        assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason());
        assertFalse(failed.passing());
        return failed;
    }
}
