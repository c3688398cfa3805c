package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Steps that make the images of a release: all are built, then the release's tags are put on them, then the release pins them. */
final class BuildSteps {
    /** The step after which the release object has every digest. */
    static final String PIN = "release/pin";

    /** The input that names the image as its content does. */
    static final String IMAGE = "image";

    /** The input of a build that says who makes it. */
    static final String EXECUTOR = "executor";

    /** The input that names it as the release does. */
    static final String TAG = "tag";

    /** The input with the services that run it. */
    static final String SERVICES = "services";

    private BuildSteps() {}

    /** The steps, the first of which wait for {@code record}; none where every image exists and is tagged. */
    static List<Step> of(Desired desired, Observed observed, ReleaseTarget target, String record) {
        var builds = new ArrayList<Step>();
        var pushes = new ArrayList<Step>();
        for (var image : desired.builds()) {
            if (image.digest().isEmpty()) {
                builds.add(build(image)
                        .after(Stream.concat(Stream.of(record), bootstraps(image, desired, observed))
                                .toList()));
            }
        }
        var built = builds.isEmpty()
                ? List.of(record)
                : builds.stream().map(Step::id).toList();
        for (var image : desired.builds()) {
            if (!image.tagged()) {
                pushes.add(push(image).after(built));
            }
        }
        var steps = new ArrayList<Step>(builds);
        steps.addAll(pushes);
        if (!builds.isEmpty()) {
            steps.add(Step.safe(
                            PIN,
                            StepKind.PIN_RELEASE,
                            Phase.PUSH,
                            target.version(),
                            "record the digests of the images that were built")
                    .after(pushes.stream().map(Step::id).toList()));
        }
        return steps;
    }

    private static Step build(BuildTarget image) {
        return Step.safe(
                        "build/" + image.name(),
                        StepKind.BUILD_IMAGE,
                        Phase.BUILD,
                        image.name(),
                        "build " + image.image() + " " + image.why())
                .with(Map.of(
                        EXECUTOR, image.executor(),
                        IMAGE, image.image(),
                        TAG, image.tag(),
                        SERVICES, String.join(",", image.services())));
    }

    private static Step push(BuildTarget image) {
        return Step.safe(
                        "push/" + image.name(),
                        StepKind.PUSH_IMAGE,
                        Phase.PUSH,
                        image.name(),
                        "make " + image.tag() + " name "
                                + image.digest()
                                        .map(digest -> image.image() + "@" + digest)
                                        .orElse(image.image()))
                .with(inputs(image));
    }

    private static Map<String, String> inputs(BuildTarget image) {
        return Map.of(
                IMAGE, image.image(),
                TAG, image.tag(),
                SERVICES, String.join(",", image.services()));
    }

    private static Stream<String> bootstraps(BuildTarget image, Desired desired, Observed observed) {
        return desired.hosts().stream()
                .map(HostTarget::name)
                .filter(image.builders()::contains)
                .filter(host -> observed.host(host)
                        .filter(found -> found.exists() && found.bootstrapped())
                        .isEmpty())
                .map(host -> "bootstrap/" + host);
    }

    /** Why a phase has nothing to do; empty where it has. */
    static List<SkippedPhase> skipped(Desired desired, ReleaseTarget target) {
        boolean rollback = target.kind() == ReleaseTarget.Kind.ROLLBACK;
        var skipped = new ArrayList<SkippedPhase>();
        if (rollback
                || desired.builds().stream().allMatch(image -> image.digest().isPresent())) {
            skipped.add(new SkippedPhase(
                    Phase.BUILD,
                    rollback
                            ? "a rollback builds nothing"
                            : desired.builds().isEmpty()
                                    ? "every image exists already"
                                    : "every image exists already, built from the same content"));
        }
        if (rollback || desired.builds().stream().allMatch(BuildTarget::tagged)) {
            skipped.add(new SkippedPhase(
                    Phase.PUSH,
                    rollback
                            ? "a rollback builds nothing"
                            : desired.builds().isEmpty()
                                    ? "every image exists already"
                                    : "the tags of the release name its images already"));
        }
        return skipped;
    }
}
