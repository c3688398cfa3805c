package dev.stagecraft.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What builds and pushes wait for, and why there are none; whole plans are golden files. */
class BuildStepsTest {
    private static final String RECORD = "release/record";
    private static final Optional<String> ONE = Optional.of("sha256:1");

    private static BuildTarget image(String service, Optional<String> digest, boolean tagged, String... builders) {
        return new BuildTarget(
                List.of(service),
                "acme/" + service + ":build-1",
                "acme/" + service + ":v1",
                digest,
                tagged,
                List.of(builders),
                "host",
                "from commit 0123456789ab");
    }

    private static ReleaseTarget target(ReleaseTarget.Kind kind) {
        return new ReleaseTarget(kind, Optional.empty(), "v1", "in-1", List.of(), List.of());
    }

    private static Desired desired(BuildTarget... images) {
        var hosts = List.of(host("b-1"), host("b-2"), host("b-3"));
        var none = new HostDefaults("spec.cloud", Optional.empty(), Optional.empty(), Optional.empty());
        return new Desired(
                        "uid",
                        true,
                        hosts,
                        none,
                        "spec-1",
                        Optional.of(target(ReleaseTarget.Kind.DEPLOY)),
                        1,
                        List.of())
                .building(List.of(images));
    }

    private static HostTarget host(String name) {
        return new HostTarget(
                name, "builder", 0, "spec.hosts[0]", Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** b-1 is ready, b-2 has a machine that is not bootstrapped, b-3 is known by name only. */
    private static final Observed OBSERVED = new Observed(
            List.of(seen("b-1", true, true), seen("b-2", true, false), seen("b-3", false, false)),
            Optional.empty(),
            List.of());

    private static ObservedHost seen(String name, boolean exists, boolean ready) {
        return new ObservedHost(
                name,
                "builder",
                Optional.empty(),
                exists ? Optional.of("m-" + name) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                ready,
                Optional.empty());
    }

    private static List<Step> steps(BuildTarget... images) {
        return BuildSteps.of(desired(images), OBSERVED, target(ReleaseTarget.Kind.DEPLOY), RECORD);
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream()
                .map(step -> step.id() + " < " + String.join(" ", step.dependsOn()))
                .toList();
    }

    @Test
    void buildsWaitForBuildersThatAreNotReady() {
        var steps = steps(
                image("api", Optional.empty(), false, "b-1"),
                image("jobs", Optional.empty(), false, "b-1", "b-2", "b-3"),
                image("web", Optional.empty(), false, "elsewhere"));

        assertEquals(
                List.of(
                        "build/api < release/record",
                        "build/jobs < release/record bootstrap/b-2 bootstrap/b-3",
                        "build/web < release/record"),
                lines(steps.subList(0, 3)));
    }

    @Test
    void noTagIsMovedBeforeEveryImageIsBuilt() {
        var steps = steps(
                image("api", ONE, true),
                image("jobs", ONE, false),
                image("web", Optional.empty(), false),
                image("worker", Optional.empty(), false));

        assertEquals(
                List.of(
                        "build/web < release/record",
                        "build/worker < release/record",
                        "push/jobs < build/web build/worker",
                        "push/web < build/web build/worker",
                        "push/worker < build/web build/worker",
                        "release/pin < push/jobs push/web push/worker"),
                lines(steps));
    }

    @Test
    void whereNothingIsBuiltNothingIsPinned() {
        assertEquals(
                List.of("push/jobs < release/record"),
                lines(steps(image("api", ONE, true), image("jobs", ONE, false))));
        assertEquals(List.of(), steps(image("api", ONE, true)));
        assertEquals(List.of(), steps());
    }

    @Test
    void stepsSayWhatTheyAreAbout() {
        var shared = new BuildTarget(
                List.of("cron", "web"),
                "acme/app:build-1",
                "acme/app:v1",
                Optional.empty(),
                false,
                List.of(),
                "host",
                "from commit 0123456789ab");
        var steps = steps(shared, image("jobs", ONE, false));

        assertEquals(
                List.of(
                        "build acme/app:build-1 from commit 0123456789ab",
                        "make acme/app:v1 name acme/app:build-1",
                        "make acme/jobs:v1 name acme/jobs:build-1@sha256:1",
                        "record the digests of the images that were built"),
                steps.stream().map(Step::description).toList());
        var inputs = Map.of("image", "acme/app:build-1", "tag", "acme/app:v1", "services", "cron,web");
        var build = new TreeMap<>(inputs);
        build.put("executor", "host");
        assertEquals(build, steps.get(0).inputs());
        assertEquals(inputs, steps.get(1).inputs());
        assertEquals(
                List.of(Phase.BUILD, Phase.PUSH, Phase.PUSH, Phase.PUSH),
                steps.stream().map(Step::phase).toList());
    }

    private static List<String> skipped(ReleaseTarget.Kind kind, BuildTarget... images) {
        return BuildSteps.skipped(desired(images), target(kind)).stream()
                .map(phase -> phase.phase().label() + ": " + phase.reason())
                .toList();
    }

    @Test
    void aPhaseWithoutWorkSaysWhy() {
        var deploy = ReleaseTarget.Kind.DEPLOY;
        var built = "build: every image exists already, built from the same content";

        assertEquals(List.of("build: every image exists already", "push: every image exists already"), skipped(deploy));
        assertEquals(
                List.of(built, "push: the tags of the release name its images already"),
                skipped(deploy, image("api", ONE, true)));
        assertEquals(List.of(built), skipped(deploy, image("api", ONE, true), image("jobs", ONE, false)));
        assertEquals(List.of(), skipped(deploy, image("api", ONE, true), image("web", Optional.empty(), false)));
    }

    @Test
    void aRollbackBuildsNothingWhateverIsMissing() {
        assertEquals(
                List.of("build: a rollback builds nothing", "push: a rollback builds nothing"),
                skipped(ReleaseTarget.Kind.ROLLBACK, image("web", Optional.empty(), false)));
    }

    @Test
    void anImageThatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> image("web", Optional.empty(), true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BuildTarget(List.of(), "acme/web:build-1", "acme/web:v1", ONE, false, List.of(), "host", ""));
    }
}
