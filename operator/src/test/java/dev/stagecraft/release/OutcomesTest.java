package dev.stagecraft.release;

import static dev.stagecraft.release.Records.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How runs and releases end, and who goes on with them. */
class OutcomesTest {
    private static final Outcomes.Limits ONCE = new Outcomes.Limits(1, 10);
    private static final Step RECORD =
            Step.safe("release/record", StepKind.RECORD_RELEASE, Phase.INFRA, "v1", "record the release");

    private static Step rollOut(String host) {
        return Step.safe("rollout/" + host, StepKind.ROLL_OUT, Phase.ROLLOUT, host, "bring host " + host)
                .after(List.of(RECORD.id()));
    }

    private static State begun(Step... steps) {
        var plan = new Plan("sha256:1", List.of(steps), List.of(), List.of(), List.of());
        var opening = new Openings.Opening(
                new Intent.Deploy(), "v1", "spec-1", "spec-1", "in-1", Optional.empty(), new TreeMap<>());
        return Openings.begin(State.initial(), plan, opening, "operator-1", NOW);
    }

    private static Launches.Result launch(State state, String holder) {
        return Launches.next(state, around(holder, NOW));
    }

    private static Launches.Around around(String holder, Instant now) {
        return new Launches.Around(
                now, holder, Map.of(), id -> false, step -> Duration.ofMinutes(2), Duration.ofMinutes(1));
    }

    private static State done(State state, String id) {
        return Outcomes.fold(launch(state, "operator-1").state(), id, new StepOutcome.Done(Map.of()), NOW, ONCE);
    }

    private static State failed(State state, String id) {
        return Outcomes.fold(
                launch(state, "operator-1").state(), id, new StepOutcome.Refused("Broken", "it broke"), NOW, ONCE);
    }

    private static Optional<ReleaseState> latest(State state) {
        return state.history().latest().map(ReleaseRecord::state);
    }

    @Test
    void aDeadlineCountsFromWhenAnotherProcessTookTheStepOver() {
        var running = launch(begun(RECORD), "operator-1").state();
        var later = NOW.plus(Duration.ofHours(1));

        var again =
                Launches.next(running, around("operator-1", later)).launches().getFirst();
        var taken =
                Launches.next(running, around("operator-2", later)).launches().getFirst();

        assertEquals(NOW.plus(Duration.ofMinutes(2)), again.deadline());
        assertEquals(later.plus(Duration.ofMinutes(2)), taken.deadline());
        assertEquals(1, taken.step().attempt());
    }

    @Test
    void aDeletionThatFailsAfterTheReleaseDoesNotFailIt() {
        var delete = Step.safe("delete/old", StepKind.DELETE_HOST, Phase.INFRA, "old", "delete old")
                .after(List.of("rollout/app-1"));

        var released = done(done(begun(RECORD, rollOut("app-1"), delete), RECORD.id()), "rollout/app-1");
        var ended = failed(released, "delete/old");

        assertEquals(Optional.of(ReleaseState.SUCCEEDED), latest(released));
        assertEquals(released.history(), ended.history());
        assertEquals(Optional.of(RunState.FAILED), ended.run().map(Run::state));
    }

    @Test
    void whatADeadProcessLeftRunningIsTakenOverAfterAnotherStepFailed() {
        var recorded = done(begun(RECORD, rollOut("app-1"), rollOut("app-2")), RECORD.id());
        var oneFailed = failed(recorded, "rollout/app-1");

        var taken = launch(oneFailed, "operator-2");

        assertEquals(
                List.of("rollout/app-2"),
                taken.launches().stream().map(launch -> launch.step().id()).toList());
        var ended = Outcomes.fold(taken.state(), "rollout/app-2", new StepOutcome.Done(Map.of()), NOW, ONCE);
        assertEquals(Optional.of(RunState.FAILED), ended.run().map(Run::state));
        assertEquals(Optional.of(ReleaseState.FAILED), latest(ended));
    }

    @Test
    void aFailureBeforeTheFirstPhaseSkipsAllOfThem() {
        var ended = failed(begun(RECORD, rollOut("app-1")), RECORD.id());

        var release = ended.history().latest().orElseThrow();
        assertEquals(ReleaseState.FAILED, release.state());
        release.phases().forEach(phase -> assertEquals(PhaseState.SKIPPED, phase.state()));
        assertEquals(
                "step release/record failed before the first phase",
                release.phases().getFirst().message());
    }

    @Test
    void aSupersededReleaseLeavesNoPhaseOpen() {
        var recorded = done(begun(RECORD, rollOut("app-1"), rollOut("app-2")), RECORD.id());

        var given = Outcomes.supersede(done(recorded, "rollout/app-1"), NOW, "something else is wanted now");

        var release = given.history().latest().orElseThrow();
        assertEquals(ReleaseState.SUPERSEDED, release.state());
        release.phases().forEach(phase -> assertEquals(PhaseState.SKIPPED, phase.state()));
        assertEquals(Optional.empty(), given.run());
    }

    @Test
    void anOutcomeOfAStepThatDoesNotRunChangesNothing() {
        var state = begun(RECORD);

        assertEquals(state, Outcomes.fold(state, RECORD.id(), new StepOutcome.Done(Map.of()), NOW, ONCE));
        assertEquals(state, Outcomes.fold(state, "gone", new StepOutcome.Done(Map.of()), NOW, ONCE));
    }

    @Test
    void aPostponedStepBeginsAnewAndOnlyAnUnsentCreateIsForgotten() {
        var create = Step.safe("create/app-1", StepKind.CREATE_HOST, Phase.INFRA, "app-1", "create app-1");
        var state = begun(create).with(HostRecord.named("app-1", "app", false));
        var launched = launch(state, "operator-1").state();
        var wait = Duration.ofMinutes(1);

        var sent = Outcomes.fold(
                launched, create.id(), new StepOutcome.Postponed(wait, "RateLimited", "later", false), NOW, ONCE);
        var unsent = Outcomes.fold(
                launched, create.id(), new StepOutcome.Postponed(wait, "RateLimited", "later", true), NOW, ONCE);

        for (var after : List.of(sent, unsent)) {
            var step = after.run().flatMap(run -> run.step(create.id())).orElseThrow();
            assertEquals(PhaseState.PENDING, step.state());
            assertEquals(0, step.attempt());
            assertEquals(Optional.empty(), step.startedAt());
            assertEquals("later", step.message());
        }
        assertEquals(Optional.of(NOW), sent.host("app-1").flatMap(HostRecord::createRequestedAt));
        assertEquals(Optional.empty(), unsent.host("app-1").flatMap(HostRecord::createRequestedAt));
        assertEquals(
                List.of(true),
                launch(unsent, "operator-1").launches().stream()
                        .map(Launches.Launch::mayCreate)
                        .toList());
        assertEquals(
                List.of(false),
                launch(sent, "operator-1").launches().stream()
                        .map(Launches.Launch::mayCreate)
                        .toList());
    }

    @Test
    void aRollbackHoldsAgainstTheSpecItWasMadeFor() {
        var good = Records.release(1, ReleaseState.SUCCEEDED, 1);
        var opening = new Openings.Opening(
                new Intent.Rollback(good, "RolledBack"),
                "v1",
                "spec-2",
                "spec-1",
                "in-1",
                Optional.of("rel-1"),
                new TreeMap<>());
        var plan = new Plan("sha256:1", List.of(RECORD), List.of(), List.of(), List.of());

        var state = Openings.begin(Records.state(good), plan, opening, "operator-1", NOW);

        var release = state.history().latest().orElseThrow();
        assertEquals(ReleaseType.ROLLBACK, release.type());
        assertEquals(Optional.of("rel-1"), release.rollbackOf());
        assertEquals(Optional.of(new Hold("spec-2", release.id(), "RolledBack", NOW)), state.hold());
    }
}
