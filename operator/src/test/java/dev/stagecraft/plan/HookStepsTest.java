package dev.stagecraft.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.plan.HookTarget.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hooks around phases whose steps are told by hand; whole plans are golden files. */
class HookStepsTest {
    private static final Step RECORD = step("release/record", StepKind.RECORD_RELEASE, Phase.INFRA);
    private static final Step READY = step("bootstrap/app-1", StepKind.BOOTSTRAP_HOST, Phase.INFRA);

    private static Step step(String id, StepKind kind, Phase phase, String... after) {
        return Step.safe(id, kind, phase, "app-1", "does " + id).after(List.of(after));
    }

    private static Step built(String id, Phase phase, String... after) {
        return step(id, StepKind.PREPARE_HOST, phase, after);
    }

    private static HookTarget hook(String name, When when, Phase phase, String service) {
        return new HookTarget(name, when, Optional.of(phase), service, Duration.ofMinutes(1), false, List.of("run"));
    }

    private static Desired desired(ReleaseTarget.Kind kind, HookTarget... hooks) {
        var host = new HostTarget(
                "app-1", "app", 0, "spec.hosts[0]", Optional.empty(), Optional.empty(), Optional.empty(), false);
        var none = new HostDefaults("spec.cloud", Optional.empty(), Optional.empty(), Optional.empty());
        var web = new ServiceTarget("web", "app", "web@sha256:1", "hash", false, false, Optional.empty());
        var away = new ServiceTarget("away", "gone", "away@sha256:1", "hash", false, false, Optional.empty());
        var target = new ReleaseTarget(kind, Optional.empty(), "v1", "in-1", List.of(web, away), List.of());
        return new Desired("uid", true, List.of(host), none, "spec-1", Optional.of(target), 1, List.of())
                .hooking(List.of(hooks));
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream()
                .map(step -> step.id() + " < " + String.join(" ", step.dependsOn()))
                .toList();
    }

    @Test
    void hooksOfTheFirstPhasesWaitForTheirHostAndNotForItsFiles() {
        var steps = List.of(
                READY,
                RECORD,
                built("build/web", Phase.BUILD, "release/record"),
                built("push/web", Phase.PUSH, "build/web"),
                built("build/api", Phase.BUILD, "release/record"),
                built("push/api", Phase.PUSH, "build/api"),
                step("prepare/app-1", StepKind.PREPARE_HOST, Phase.INFRA, "push/web", "push/api", "bootstrap/app-1"));

        var woven = HookSteps.around(
                steps,
                desired(
                        ReleaseTarget.Kind.DEPLOY,
                        hook("before-build", When.BEFORE, Phase.BUILD, "web"),
                        hook("after-build", When.AFTER, Phase.BUILD, "web"),
                        hook("after-push", When.AFTER, Phase.PUSH, "web")));

        assertEquals(
                List.of(
                        "bootstrap/app-1 < ",
                        "release/record < ",
                        "hook/before-build < release/record bootstrap/app-1",
                        "build/web < hook/before-build",
                        "build/api < hook/before-build",
                        "hook/after-build < build/web build/api bootstrap/app-1",
                        "push/web < hook/after-build",
                        "push/api < hook/after-build",
                        "hook/after-push < push/web push/api bootstrap/app-1",
                        "prepare/app-1 < bootstrap/app-1 hook/after-push"),
                lines(woven));
    }

    @Test
    void aStepThatWaitsForOneOfItsPhaseKeepsItsPlace() {
        var steps = List.of(
                RECORD,
                step("rollout/app-1", StepKind.ROLL_OUT, Phase.ROLLOUT, "release/record"),
                step("health/app-1", StepKind.CHECK_HEALTH, Phase.ROLLOUT, "rollout/app-1", "release/record"));

        var woven = HookSteps.around(
                steps, desired(ReleaseTarget.Kind.DEPLOY, hook("drain", When.BEFORE, Phase.ROLLOUT, "web")));

        assertEquals(
                List.of(
                        "release/record < ",
                        "hook/drain < release/record",
                        "rollout/app-1 < hook/drain",
                        "health/app-1 < rollout/app-1 release/record"),
                lines(woven));
    }

    @Test
    void aHookWithoutAHostIsNoted() {
        var steps = List.of(RECORD, step("rollout/app-1", StepKind.ROLL_OUT, Phase.ROLLOUT, "release/record"));
        var wanted = desired(ReleaseTarget.Kind.DEPLOY, hook("drain", When.BEFORE, Phase.ROLLOUT, "away"));

        var woven = HookSteps.around(steps, wanted);

        assertEquals(steps, woven);
        assertEquals(
                List.of("hook drain does not run: nothing of the release is on a host of service away"),
                HookSteps.notes(woven, List.of(), wanted));
    }

    @Test
    void stepsThatWaitForEachOtherAreNoPlan() {
        var steps = List.of(
                step("rollout/app-1", StepKind.ROLL_OUT, Phase.ROLLOUT, "prepare/app-1"),
                step("prepare/app-1", StepKind.PREPARE_HOST, Phase.INFRA, "rollout/app-1"));
        var wanted = desired(ReleaseTarget.Kind.DEPLOY, hook("drain", When.BEFORE, Phase.ROLLOUT, "web"));

        var broken = assertThrows(IllegalStateException.class, () -> HookSteps.around(steps, wanted));

        assertTrue(String.valueOf(broken.getMessage()).contains("wait for each other"));
    }

    @Test
    void nothingIsWovenWhereNothingIsReleased() {
        var steps = List.of(RECORD);
        for (var kind : List.of(ReleaseTarget.Kind.SERVE, ReleaseTarget.Kind.ROLLBACK)) {
            var wanted = desired(kind, hook("drain", When.BEFORE, Phase.ROLLOUT, "web"));
            assertEquals(steps, HookSteps.around(steps, wanted));
        }
    }

    @Test
    void anotherCommandOrServiceIsAnotherPlan() {
        var hook = hook("warm", When.AFTER, Phase.ROLLOUT, "web");
        var command =
                new HookTarget("warm", When.AFTER, hook.phase(), "web", hook.limit(), false, List.of("run", "faster"));

        assertEquals(
                3,
                Stream.of(hook, command, hook("warm", When.AFTER, Phase.ROLLOUT, "away"))
                        .map(each -> Planner.plan(
                                        desired(ReleaseTarget.Kind.DEPLOY, each),
                                        new Observed(List.of(), Optional.empty(), List.of()))
                                .id())
                        .distinct()
                        .count());
        assertEquals(
                1,
                Stream.of(hook, hook("warm", When.AFTER, Phase.ROLLOUT, "web"))
                        .map(each -> Planner.plan(
                                        desired(ReleaseTarget.Kind.DEPLOY, each),
                                        new Observed(List.of(), Optional.empty(), List.of()))
                                .id())
                        .distinct()
                        .count());
    }
}
