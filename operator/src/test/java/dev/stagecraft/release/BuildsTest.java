package dev.stagecraft.release;

import static dev.stagecraft.release.Records.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.plan.Desired;
import dev.stagecraft.plan.HookTarget;
import dev.stagecraft.plan.HostDefaults;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.plan.Observed;
import dev.stagecraft.plan.ObservedHost;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.ServiceTarget;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How the images that a release builds come to be pinned in it, by the steps that the planner makes. */
class BuildsTest {
    private static final Outcomes.Limits TWICE = new Outcomes.Limits(2, 10);
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final String APP = "r.example.com:5000/app:build-1";
    private static final String JOBS = "r.example.com:5000/jobs:build-2";

    private static BuildTarget image(String image, String tag, String... services) {
        return new BuildTarget(
                List.of(services), image, tag, Optional.empty(), false, List.of(), "host", "from commit 1");
    }

    /** A release that builds two images, one of them for two services, after a hook; a database is not built. */
    private static State begun() {
        var images = new TreeMap<>(Map.of("cron", APP, "web", APP, "jobs", JOBS, "db", "docker.io/library/db@" + TWO));
        var services = images.entrySet().stream()
                .map(entry -> new ServiceTarget(
                        entry.getKey(), "app", entry.getValue(), "hash", false, false, Optional.empty()))
                .toList();
        var host = new HostTarget(
                "app-1", "app", 1, "spec.hosts[0]", Optional.empty(), Optional.empty(), Optional.empty(), false);
        var none = new HostDefaults("spec.cloud", Optional.empty(), Optional.empty(), Optional.empty());
        var target = new ReleaseTarget(ReleaseTarget.Kind.DEPLOY, Optional.empty(), "v1", "in-1", services, List.of());
        var desired = new Desired("uid", true, List.of(host), none, "spec-1", Optional.of(target), 1, List.of())
                .building(List.of(
                        image(APP, "r.example.com:5000/app:v1", "cron", "web"),
                        image(JOBS, "r.example.com:5000/jobs:v1", "jobs")))
                .hooking(List.of(new HookTarget(
                        "fetch",
                        HookTarget.When.BEFORE,
                        Optional.of(Phase.BUILD),
                        "db",
                        Duration.ofMinutes(1),
                        false,
                        List.of("fetch"))));
        var ready = new ObservedHost(
                "app-1",
                "app",
                Optional.empty(),
                Optional.of("m-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                Optional.empty());
        var plan = Planner.plan(desired, new Observed(List.of(ready), Optional.empty(), List.of()));
        var opening =
                new Openings.Opening(new Intent.Deploy(), "v1", "spec-1", "spec-1", "in-1", Optional.empty(), images);
        var known = HostRecord.named("app-1", "app", false).in(HostState.READY);
        return Openings.begin(State.initial().with(known), plan, opening, "operator-1", NOW);
    }

    private static State end(State state, String id, StepOutcome outcome) {
        var around = new Launches.Around(
                NOW, "operator-1", Map.of(), step -> false, step -> Duration.ofMinutes(2), Duration.ofMinutes(1));
        return Outcomes.fold(Launches.next(state, around).state(), id, outcome, NOW, TWICE);
    }

    private static State done(State state, String id, Map<String, String> outputs) {
        return end(state, id, new StepOutcome.Done(outputs));
    }

    private static State toBuild() {
        return done(done(begun(), "release/record", Map.of()), "hook/fetch", Map.of("exitCode", "0"));
    }

    private static ReleaseRecord release(State state) {
        return state.history().latest().orElseThrow();
    }

    @Test
    void aDigestPinsEveryServiceOfItsImageAndNoOther() {
        var state = done(toBuild(), "build/cron", Map.of(Builds.DIGEST, ONE));

        assertEquals(
                Map.of(
                        "cron",
                        "r.example.com:5000/app@" + ONE,
                        "web",
                        "r.example.com:5000/app@" + ONE,
                        "jobs",
                        JOBS,
                        "db",
                        "docker.io/library/db@" + TWO),
                release(state).images());
        assertFalse(release(state).pinned());
        assertTrue(
                release(done(state, "build/jobs", Map.of(Builds.DIGEST, TWO))).pinned());
    }

    @Test
    void whatTheReleaseRemembersBesidesItsImagesStays() {
        var before = toBuild();
        assertEquals(
                List.of("fetch"),
                release(before).hooks().stream().map(HookMark::name).toList());

        var built = done(before, "build/cron", Map.of(Builds.DIGEST, ONE));

        assertEquals(release(before).hooks(), release(built).hooks());
        assertEquals(
                release(before)
                        .running(release(built).images())
                        .at(release(built).phases()),
                release(built));
    }

    @Test
    void aBuildWithoutADigestPinsNothing() {
        var before = toBuild();

        assertEquals(
                release(before).images(),
                release(done(before, "build/cron", Map.of())).images());
        assertEquals(
                release(before).images(),
                release(end(before, "build/cron", new StepOutcome.Failed("BuildFailed", "it broke")))
                        .images());
        assertEquals(
                release(before).images(),
                release(end(
                                before,
                                "build/cron",
                                new StepOutcome.Waiting(Duration.ofSeconds(1), "it builds", Map.of())))
                        .images());
    }

    @Test
    void onlyBuildsPin() {
        var built = done(
                done(toBuild(), "build/cron", Map.of(Builds.DIGEST, ONE)), "build/jobs", Map.of(Builds.DIGEST, ONE));

        var pushed = done(built, "push/jobs", Map.of(Builds.DIGEST, TWO));

        assertEquals(release(built).images(), release(pushed).images());
    }

    @Test
    void aDigestOfARunWithoutAReleaseIsDropped() {
        var state = State.initial();
        var step = StepProgress.of(Step.safe("build/web", StepKind.BUILD_IMAGE, Phase.BUILD, "web", "build web"));

        assertEquals(state, Builds.fold(state, step, Map.of(Builds.DIGEST, ONE)));
    }

    @Test
    void aStepKnowsItsImageWhichStatusKeeps() {
        var steps = begun().run().orElseThrow();
        for (var id : List.of("build/cron", "push/cron")) {
            var step = steps.step(id).orElseThrow();
            assertEquals(APP, Builds.image(step));
            assertEquals("r.example.com:5000/app:v1", Builds.tag(step));
            assertEquals(List.of("cron", "web"), Builds.services(step));
        }
    }

    @Test
    void aStepThatSaysNothingIsAboutItsTarget() {
        var step = StepProgress.of(Step.safe("build/web", StepKind.BUILD_IMAGE, Phase.BUILD, "web", "build web"));

        assertEquals("", Builds.image(step));
        assertEquals("", Builds.tag(step));
        assertEquals(List.of("web"), Builds.services(step));
    }

    @Test
    void aPinnedImageHasNoTagAndKeepsThePort() {
        assertEquals("r.example.com:5000/app@" + ONE, Builds.pinned(APP, ONE));
    }
}
