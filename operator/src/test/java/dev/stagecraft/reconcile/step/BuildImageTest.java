package dev.stagecraft.reconcile.step;

import static dev.stagecraft.reconcile.step.BuildScene.absent;
import static dev.stagecraft.reconcile.step.BuildScene.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step that builds an image: what is asked of whom, and what the answers become. */
class BuildImageTest {
    private static final StepOutcome DONE = new StepOutcome.Done(Map.of("digest", BuildScene.ONE));

    private final BuildScene scene = new BuildScene("  build: {executor: host, role: app, timeout: 7m}\n");
    private final List<ImageName> asked = new ArrayList<>();
    private final List<BuildRequest> requests = new ArrayList<>();

    /** Answers so whatever is asked. */
    private final class Builder implements BuildExecutor {
        private final BuildOutcome outcome;

        private Builder(BuildOutcome outcome) {
            this.outcome = outcome;
        }

        @Override
        public BuildOutcome advance(BuildRequest request) {
            requests.add(request);
            return outcome;
        }

        @Override
        public void cancel(String image) {
            throw new AssertionError("nobody asked for that");
        }
    }

    private StepOutcome run(BuildExecutors executors, ImageResolution... answers) {
        return run(scene, scene.build().image(), executors, answers);
    }

    private StepOutcome run(BuildScene on, String image, BuildExecutors executors, ImageResolution... answers) {
        return new BuildImage(executors, BuildScene.registry(asked, answers))
                .run(on.context(StepKind.BUILD_IMAGE, image, on.unbuilt()));
    }

    private StepOutcome run(BuildOutcome outcome, ImageResolution... answers) {
        return run((executor, gathered, state) -> new Builder(outcome), answers);
    }

    private static BuildExecutor nobody() {
        throw new AssertionError("nobody is to build");
    }

    @Test
    void whatIsThereAlreadyIsNotBuilt() {
        assertEquals(DONE, run((executor, gathered, state) -> nobody(), resolved()));

        assertEquals(List.of(ImageName.parse(scene.build().image())), asked);
    }

    @Test
    void whatIsBuiltIsTheImageThatTheRegistryHas() {
        assertEquals(DONE, run(new BuildOutcome.Built(), absent(), resolved()));

        assertEquals(1, requests.size());
    }

    @Test
    void aBuilderGetsEverythingThatTheSpecAsksFor() {
        run(new BuildOutcome.Built(), absent(), resolved());

        var request = requests.getFirst();
        assertEquals("cron", request.service());
        assertEquals(scene.build().image(), request.image());
        assertEquals(scene.build().recipe(), request.recipe());
        assertEquals(List.of("linux/amd64"), request.platforms());
        assertEquals(Map.of("npm", Secret.of(BuildScene.SECRET)), request.secrets());
        assertEquals(Duration.ofMinutes(7), request.timeout());
        var commit = request.tree().commit();
        assertEquals(new GitLocation("https://git.example.com/shop.git", commit, Optional.empty()), request.location());
        assertTrue(request.login().reveal().contains("registry.example.com"));
        assertEquals(
                Map.of(
                        "org.opencontainers.image.source", "https://git.example.com/shop.git",
                        "org.opencontainers.image.revision", commit,
                        "org.opencontainers.image.version", "v1",
                        "dev.stagecraft.release", "rel-20261122-100000000",
                        "dev.stagecraft.project", "shop"),
                request.labels());
    }

    @Test
    void aBuildWithoutAnImageHasFailed() {
        var failed = assertInstanceOf(StepOutcome.Failed.class, run(new BuildOutcome.Built(), absent()));

        assertEquals("BuildFailed", failed.reason());
        assertTrue(
                failed.message().contains("its registry has no " + scene.build().image()), failed::message);
    }

    @Test
    void aBuildThatIsUnderWayIsAskedAboutAgain() {
        assertEquals(
                new StepOutcome.Waiting(Duration.ofSeconds(3), "it builds", Map.of()),
                run(new BuildOutcome.Building(Duration.ofSeconds(3), "it builds"), absent()));
    }

    private static final Set<BuildOutcome.Reason> COMES_BACK =
            EnumSet.of(BuildOutcome.Reason.BUILDER_NOT_AVAILABLE, BuildOutcome.Reason.REGISTRY_UNREACHABLE);

    @ParameterizedTest
    @EnumSource(BuildOutcome.Reason.class)
    void aFailureKeepsItsReasonAndIsTriedAgainWhereThatMayHelp(BuildOutcome.Reason reason) {
        assertEquals(
                new StepOutcome.Refused(reason.label(), "it broke"),
                run(new BuildOutcome.Failed(reason, "it broke", false), absent()));

        var passing = run(new BuildOutcome.Failed(reason, "it broke", true), absent());
        if (COMES_BACK.contains(reason)) {
            assertEquals(
                    "it broke",
                    assertInstanceOf(StepOutcome.Waiting.class, passing).why());
        } else {
            assertEquals(new StepOutcome.Failed(reason.label(), "it broke"), passing);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatABuildPrintsIsCleanedOfSecrets(boolean passing) {
        var printed = "npm ERR! " + BuildScene.SECRET + " and canary-login";

        var outcome = run(new BuildOutcome.Failed(BuildOutcome.Reason.BUILD_FAILED, printed, passing), absent());

        var said = outcome.toString();
        assertTrue(said.contains("npm ERR!"), said);
        assertFalse(said.contains(BuildScene.SECRET) || said.contains("canary-login"), said);
    }

    private StepOutcome runWithoutBuilder(boolean passing) {
        return run(
                (executor, gathered, state) -> {
                    throw new BuilderMissing("nobody has " + BuildScene.SECRET, passing);
                },
                absent());
    }

    @Test
    void aBuilderThatMayComeIsWaitedForAndAnotherIsNot() {
        var waiting = assertInstanceOf(StepOutcome.Waiting.class, runWithoutBuilder(true));
        var refused = assertInstanceOf(StepOutcome.Refused.class, runWithoutBuilder(false));

        assertEquals("ProviderNotAvailable", refused.reason());
        for (var said : List.of(waiting.why(), refused.message())) {
            assertTrue(said.startsWith("nobody has ") && !said.contains(BuildScene.SECRET), said);
        }
    }

    @Test
    void aRegistryThatDoesNotTellIsNotBuiltFor() {
        BuildExecutors none = (executor, gathered, state) -> nobody();
        var open = BuildScene.withoutLogin("  build: {executor: host, role: app}\n");

        assertEquals(
                new StepOutcome.Refused("RegistryUnauthorized", "no"),
                run(open, open.build().image(), none, new ImageResolution.Unauthorized("no")));
        assertEquals(
                new StepOutcome.Refused("RegistryUnreachable", "no"),
                run(none, new ImageResolution.Unreachable("no", false)));
        var waiting = assertInstanceOf(
                StepOutcome.Waiting.class, run(none, new ImageResolution.Unreachable("not now", true)));
        assertEquals("not now", waiting.why());
    }

    @Test
    void aRepositoryThatALoginDoesNotSeeMayBeOneThatThePushMakes() {
        assertEquals(DONE, run(new BuildOutcome.Built(), new ImageResolution.Unauthorized("no"), resolved()));
    }

    @Test
    void aLoginThatIsOverAfterTheBuildIsReadAnew() {
        assertEquals(
                new StepOutcome.Failed("RegistryUnauthorized", "no"),
                run(new BuildOutcome.Built(), absent(), new ImageResolution.Unauthorized("no")));
    }

    @Test
    void aRegistryWithoutALoginGivesNoneToTheBuilder() {
        var open = BuildScene.withoutLogin("  build: {executor: host, role: app}\n");

        run(
                open,
                open.build().image(),
                (executor, gathered, state) -> new Builder(new BuildOutcome.Built()),
                absent(),
                resolved());

        assertEquals(Secret.of(""), requests.getFirst().login());
    }

    @Test
    void aRegistryThatIsAwayAfterTheBuildIsWaitedFor() {
        var outcome = run(new BuildOutcome.Built(), absent(), new ImageResolution.Unreachable("not now", true));

        assertInstanceOf(StepOutcome.Waiting.class, outcome);
    }

    @Test
    void anImageForAnotherPlatformIsBuilt() {
        assertEquals(DONE, run(new BuildOutcome.Built(), new ImageResolution.WrongPlatform("other"), resolved()));
    }

    @Test
    void anImageThatTheSpecDoesNotAskForAnyMoreIsNotBuilt() {
        var other = BuildScene.REPOSITORY + ":build-of-another-commit";

        var outcome = run(scene, other, (executor, gathered, state) -> nobody(), resolved());

        assertEquals(
                new StepOutcome.Failed("Superseded", "the resource does not ask for " + other + " any more"), outcome);
        assertEquals(List.of(), asked);
    }
}
