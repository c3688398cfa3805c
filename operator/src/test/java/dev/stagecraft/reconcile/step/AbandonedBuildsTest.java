package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Launches;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Which builds are ended when something else is wanted. */
class AbandonedBuildsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String OLD = BuildScene.REPOSITORY + ":build-old";
    private static final String OLDER = BuildScene.REPOSITORY + ":build-older";

    private final BuildScene scene = new BuildScene("  build: {executor: host, role: app}\n");
    private final ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();

    private void end(State state) {
        end(scene, state, true);
    }

    private void end(BuildScene on, State state, boolean needed) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try (threads) {
            new AbandonedBuilds((executor, gathered, known) -> new Builder(), threads)
                    .end(on.gathered(), state, needed);
        }
    }

    private final class Builder implements BuildExecutor {
        @Override
        public BuildOutcome advance(BuildRequest request) {
            throw new AssertionError("nothing is to be built");
        }

        @Override
        public void cancel(String image) {
            ended.add(image);
            throw new IllegalStateException("the builder does not answer");
        }
    }

    private static Step build(String image) {
        return Step.safe("build/" + image, StepKind.BUILD_IMAGE, Phase.BUILD, "web", "build it")
                .with(Map.of("image", image, "executor", "host"));
    }

    /** A run with those steps. */
    private static State planned(Step... steps) {
        var plan = new Plan("sha256:1", List.of(steps), List.of(), List.of(), List.of());
        var opening = new Openings.Opening(
                new Intent.Deploy(), "v1", "spec-1", "spec-1", "in-1", Optional.empty(), new TreeMap<>());
        return Openings.begin(State.initial(), plan, opening, "operator-1", NOW);
    }

    private static State running(Step... steps) {
        return Launches.next(
                        planned(steps),
                        new Launches.Around(
                                NOW,
                                "operator-1",
                                Map.of(),
                                id -> false,
                                step -> Duration.ofMinutes(2),
                                Duration.ofMinutes(1)))
                .state();
    }

    @Test
    void runningBuildsOfImagesThatAreNotAskedForAreEndedAllOfThem() {
        end(running(
                build(OLD),
                build(OLDER),
                build(scene.build().image()),
                Step.safe("push/web", StepKind.PUSH_IMAGE, Phase.PUSH, "web", "push it")
                        .with(Map.of("image", BuildScene.REPOSITORY + ":build-pushed"))));

        assertEquals(List.of(OLD, OLDER), ended.stream().sorted().toList(), "although none could be");
    }

    @Test
    void nothingIsEndedThatNobodyBegan() {
        end(planned(build(OLD)));
        end(State.initial());

        assertEquals(List.of(), List.copyOf(ended));
    }

    @Test
    void aRollbackNeedsNoBuildAndNobodyElsesBuildIsWaitedFor() {
        var wanted = build(scene.build().image());
        end(scene, running(wanted), false);
        end(new BuildScene("  build: {executor: job}\n"), running(wanted), true);

        assertEquals(List.of(scene.build().image(), scene.build().image()), List.copyOf(ended));
    }
}
