package dev.stagecraft.release;

import static dev.stagecraft.release.Records.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What hooks do to the run and the release that they belong to. */
class HooksTest {
    private static final Outcomes.Limits ONCE = new Outcomes.Limits(1, 10);
    private static final Step RECORD =
            Step.safe("release/record", StepKind.RECORD_RELEASE, Phase.INFRA, "v1", "record the release");
    private static final StepOutcome SAID_NO = new StepOutcome.Done(
            Map.of(Hooks.REASON, "HookFailed", Hooks.EXIT_CODE, "3", "message", "it ended with exit code 3"));

    private static Step prepare(String host) {
        return Step.safe("prepare/" + host, StepKind.PREPARE_HOST, Phase.INFRA, host, "prepare")
                .after(List.of(RECORD.id()));
    }

    private static Step before(String onFailure) {
        return Step.safe("hook/drain", StepKind.RUN_HOOK, Phase.ROLLOUT, "app-1", "run hook drain")
                .with(Map.of("when", "before", "phase", "rollout", "role", "app", "onFailure", onFailure))
                .after(List.of("prepare/app-1"));
    }

    private static Step rollOut(String host, String... after) {
        return Step.safe("rollout/" + host, StepKind.ROLL_OUT, Phase.ROLLOUT, host, "bring host")
                .after(List.of(after));
    }

    private static Step tell(String name, String phase) {
        var inputs = new TreeMap<>(Map.of("when", "failure", "role", "app", "onFailure", "Fail"));
        if (!phase.isEmpty()) {
            inputs.put("phase", phase);
        }
        return Step.safe("hook/" + name, StepKind.RUN_HOOK, Phase.INFRA, "app-1", "run hook " + name)
                .with(inputs);
    }

    private static State begun(Step... steps) {
        var plan = new Plan("sha256:1", List.of(steps), List.of(), List.of(), List.of());
        var opening = new Openings.Opening(
                new Intent.Deploy(), "v1", "spec-1", "spec-1", "in-1", Optional.empty(), new TreeMap<>());
        var hosts = State.initial()
                .with(HostRecord.named("app-1", "app", false))
                .with(HostRecord.named("app-2", "app", false));
        return Openings.begin(hosts, plan, opening, "operator-1", NOW);
    }

    private static Launches.Result launch(State state) {
        return Launches.next(
                state,
                new Launches.Around(
                        NOW,
                        "operator-1",
                        Map.of(),
                        id -> false,
                        step -> Duration.ofMinutes(2),
                        Duration.ofMinutes(1)));
    }

    private static List<String> launched(State state) {
        return launch(state).launches().stream()
                .filter(launch -> launch.step().attempt() == 1)
                .map(launch -> launch.step().id() + " on " + launch.step().target())
                .toList();
    }

    private static State end(State state, String id, StepOutcome outcome) {
        return Outcomes.fold(launch(state).state(), id, outcome, NOW, ONCE);
    }

    private static State done(State state, String... ids) {
        var next = state;
        for (var id : ids) {
            next = end(next, id, new StepOutcome.Done(Map.of()));
        }
        return next;
    }

    private static State failed(State state, String id) {
        return end(state, id, new StepOutcome.Refused("Broken", "it broke"));
    }

    private static ReleaseRecord release(State state) {
        return state.history().latest().orElseThrow();
    }

    private static PhaseState step(State state, String id) {
        return state.run().flatMap(run -> run.step(id)).orElseThrow().state();
    }

    private static String mark(State state) {
        var mark = release(state).hooks().getFirst();
        return mark.name() + " " + mark.outcome().label() + " "
                + mark.exitCode().map(String::valueOf).orElse("-") + " " + mark.message();
    }

    @Test
    void aHookThatSucceededIsRecordedAndItsPhaseGoesOn() {
        var state =
                done(begun(RECORD, prepare("app-1"), before("Fail"), rollOut("app-1", "hook/drain")), "release/record");

        var after = end(done(state, "prepare/app-1"), "hook/drain", new StepOutcome.Done(Map.of(Hooks.EXIT_CODE, "0")));

        assertEquals("drain Succeeded 0 ", mark(after));
        assertEquals(List.of("rollout/app-1 on app-1"), launched(after));
    }

    @Test
    void aHookThatFailedFailsItsPhase() {
        var state = done(
                begun(RECORD, prepare("app-1"), before("Fail"), rollOut("app-1", "hook/drain")),
                "release/record",
                "prepare/app-1");

        var after = end(state, "hook/drain", SAID_NO);

        assertEquals(ReleaseState.FAILED, release(after).state());
        assertEquals("HookFailed", release(after).reason());
        assertEquals("app-1: it ended with exit code 3", release(after).message());
        assertEquals("drain Failed 3 it ended with exit code 3", mark(after));
        assertEquals(PhaseState.SKIPPED, step(after, "rollout/app-1"));
        assertEquals(
                Optional.of(PhaseState.FAILED),
                release(after).phases().stream()
                        .filter(phase -> phase.phase() == Phase.ROLLOUT)
                        .map(PhaseProgress::state)
                        .findFirst());
    }

    @Test
    void aHookThatMayFailIsRecordedAndThePhaseGoesOn() {
        var state = done(
                begun(RECORD, prepare("app-1"), before("Continue"), rollOut("app-1", "hook/drain")),
                "release/record",
                "prepare/app-1");

        for (var outcome : List.of(
                SAID_NO, new StepOutcome.Refused("HostUnreachable", "away"), new StepOutcome.Failed("Broken", "x"))) {
            var after = end(state, "hook/drain", outcome);
            assertTrue(mark(after).startsWith("drain Failed"), mark(after));
            assertTrue(mark(after).contains("and the release goes on"), mark(after));
            assertEquals(List.of("rollout/app-1 on app-1"), launched(after));
            assertEquals(
                    ReleaseState.SUCCEEDED,
                    release(done(after, "rollout/app-1")).state());
        }
    }

    @Test
    void aHookThatWasStoppedSaysSo() {
        var state = done(begun(RECORD, prepare("app-1"), before("Fail")), "release/record", "prepare/app-1");

        var after = end(
                state, "hook/drain", new StepOutcome.Done(Map.of(Hooks.REASON, Hooks.TIMED_OUT, "message", "late")));

        assertEquals("drain TimedOut - late", mark(after));
    }

    @Test
    void whatIsForAFailureRunsWhenAllElseHasEndedAndChangesNothing() {
        var state = done(
                begun(
                        RECORD,
                        prepare("app-1"),
                        prepare("app-2"),
                        rollOut("app-1", "prepare/app-1"),
                        rollOut("app-2", "prepare/app-1"),
                        tell("tell", ""),
                        tell("other", "migrate_pre")),
                "release/record",
                "prepare/app-1",
                "prepare/app-2");
        assertEquals(List.of("rollout/app-1 on app-1", "rollout/app-2 on app-2"), launched(state));

        var oneFailed = failed(launch(state).state(), "rollout/app-1");
        assertEquals(PhaseState.PENDING, step(oneFailed, "hook/tell"));
        assertEquals(
                List.of(),
                launched(oneFailed).stream().filter(id -> id.startsWith("hook")).toList());

        var ended = done(oneFailed, "rollout/app-2");
        assertEquals(ReleaseState.RUNNING, release(ended).state(), "the rollback waits for the hook");
        assertEquals(PhaseState.SKIPPED, step(ended, "hook/other"));
        assertEquals(List.of("hook/tell on app-2"), launched(ended), "not on the host that has trouble");

        var told = end(ended, "hook/tell", SAID_NO);
        assertEquals(ReleaseState.FAILED, release(told).state());
        assertEquals("Broken", release(told).reason());
        assertEquals("app-1: it broke", release(told).message());
        assertEquals("tell Failed 3 it failed: it ended with exit code 3", mark(told));
        assertEquals(Optional.of(RunState.FAILED), told.run().map(Run::state));
    }

    @Test
    void whatIsForAFailureIsSkippedWhereNothingOfTheReleaseIsOnAHost() {
        var state = done(
                begun(
                        RECORD,
                        prepare("app-1"),
                        rollOut("app-1", "prepare/app-1"),
                        tell("tell", ""),
                        tell("early", "build")),
                "release/record");

        var after = failed(state, "prepare/app-1");

        assertEquals(PhaseState.SKIPPED, step(after, "hook/tell"));
        assertEquals("tell Skipped - nothing of the release is on a host of its service yet", mark(after));
        assertEquals(1, release(after).hooks().size(), "one that is for another phase is none that was due");
        assertEquals(ReleaseState.FAILED, release(after).state());
    }

    @Test
    void whatIsForAFailureIsSkippedWhenTheReleaseSucceeds() {
        var state = done(
                begun(RECORD, prepare("app-1"), rollOut("app-1", "prepare/app-1"), tell("tell", "")),
                "release/record",
                "prepare/app-1",
                "rollout/app-1");

        assertEquals(PhaseState.SKIPPED, step(state, "hook/tell"));
        assertEquals(List.of(), release(state).hooks());
        assertEquals(ReleaseState.SUCCEEDED, release(state).state());
        assertEquals(Optional.of(RunState.COMPLETED), state.run().map(Run::state));
    }

    @Test
    void aReleaseThatOnlyItsHookKeptOpenHasFailedWhateverIsWantedMeanwhile() {
        var state = done(
                begun(RECORD, prepare("app-1"), rollOut("app-1", "prepare/app-1"), tell("tell", "")),
                "release/record",
                "prepare/app-1");
        var failing = launch(failed(state, "rollout/app-1")).state();

        var given = Outcomes.supersede(failing, NOW, "something else is wanted now");

        assertEquals(ReleaseState.FAILED, release(given).state());
        assertEquals("Broken", release(given).reason());
        assertEquals(Optional.empty(), given.run());
    }

    @Test
    void aLongMessageIsCut() {
        var mark = new HookMark(
                "drain",
                HookMark.Outcome.FAILED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "x".repeat(300));
        assertEquals(256, mark.message().length());
        var emoji = new HookMark(
                "drain",
                HookMark.Outcome.of("nonsense"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "x".repeat(254) + "😀😀");
        assertEquals("x".repeat(254) + "…", emoji.message());
        assertEquals(HookMark.Outcome.FAILED, emoji.outcome());
    }
}
