package dev.stagecraft.release;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.rollback;
import static dev.stagecraft.release.Records.run;
import static dev.stagecraft.release.Records.state;
import static dev.stagecraft.release.ReleaseState.FAILED;
import static dev.stagecraft.release.ReleaseState.RUNNING;
import static dev.stagecraft.release.ReleaseState.SUCCEEDED;
import static dev.stagecraft.release.ReleaseState.SUPERSEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.StepKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the rollback page, one row or more each. Spec N asks for inputs N; the spec just now is 2. */
class IntentsTest {
    private static final ReleaseRecord GOOD = release(1, SUCCEEDED, 1);
    private static final ReleaseRecord BAD = release(2, FAILED, 2);
    private static final ReleaseRecord BACK = rollback(3, SUCCEEDED, 1, "rel-1");
    private static final Hold HOLD = new Hold("spec-2", "rel-3", "RolloutFailed", NOW);

    private static State touched(State state) {
        return on(state, Optional.empty())
                .with(Optional.of(run(RunState.FAILED, Optional.of("rel-2"), PhaseState.FAILED)));
    }

    private static State untouched(State state) {
        return on(state, Optional.of("rel-1"))
                .with(Optional.of(run(RunState.FAILED, Optional.of("rel-2"), PhaseState.SKIPPED)));
    }

    /** With host app-1 ready and serving that release. */
    private static State on(State state, Optional<String> release) {
        return state.with(
                HostRecord.named("app-1", "app", false).in(HostState.READY).serving(release));
    }

    /** The failed release made app-1 ready, and no more. */
    private static State newcomer(State state) {
        var run = run(RunState.FAILED, Optional.of("rel-2"), PhaseState.SKIPPED);
        var bootstrap = new StepProgress(
                "bootstrap/app-1",
                StepKind.BOOTSTRAP_HOST,
                Phase.INFRA,
                "app-1",
                "make host app-1 ready",
                List.of(),
                Risk.SAFE,
                Optional.empty(),
                PhaseState.COMPLETED,
                1,
                Optional.of(NOW),
                Optional.of(NOW),
                "",
                "",
                new TreeMap<>());
        return on(state, Optional.empty())
                .with(Optional.of(new Run(
                        run.planId(),
                        run.state(),
                        run.specHash(),
                        run.summary(),
                        run.risk(),
                        List.of(bootstrap, run.steps().getFirst()),
                        run.skipped(),
                        run.notes(),
                        run.release(),
                        true,
                        run.holder(),
                        run.migrations())));
    }

    /** Host app-1, which served the good release in another role. */
    private static HostRecord moved() {
        return HostRecord.named("app-1", "worker", false)
                .in(HostState.READY)
                .serving(Optional.of("rel-1"))
                .declared("app", false);
    }

    private static Intents.Wanted wanted(int spec, boolean automatic) {
        return new Intents.Wanted("spec-" + spec, "in-" + spec, automatic, Set.of("app-1"));
    }

    static Stream<Arguments> rules() {
        var held = state(GOOD, BAD, BACK).holding(Optional.of(HOLD));
        var heldFailed = state(GOOD, BAD, rollback(3, FAILED, 1, "rel-1")).holding(Optional.of(HOLD));
        var heldRunning = state(GOOD, BAD, rollback(3, RUNNING, 1, "rel-1")).holding(Optional.of(HOLD));
        var heldGivenUp = state(GOOD, BAD, rollback(3, SUPERSEDED, 1, "rel-1")).holding(Optional.of(HOLD));
        var rootPruned = state(BACK, BAD, rollback(4, SUPERSEDED, 1, "rel-0"))
                .holding(Optional.of(new Hold("spec-2", "rel-4", "RolledBack", NOW)));
        var givenUp = release(2, SUPERSEDED, 2)
                .at(List.of(
                        new PhaseProgress(Phase.ROLLOUT, PhaseState.SKIPPED, Optional.of(NOW), Optional.of(NOW), "")));
        var later = release(3, FAILED, 3);
        return Stream.of(
                Arguments.of(
                        "failed before a host changed, and one was left half rolled out by a release given up before",
                        on(state(GOOD, givenUp, later), Optional.empty())
                                .with(Optional.of(run(RunState.FAILED, Optional.of("rel-3"), PhaseState.SKIPPED))),
                        3,
                        new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of("first deploy", State.initial(), 2, new Intent.Deploy()),
                Arguments.of("serves already", state(GOOD), 1, new Intent.Serve(GOOD)),
                Arguments.of("new spec", state(GOOD), 2, new Intent.Deploy()),
                Arguments.of("superseded before", state(GOOD, release(2, SUPERSEDED, 2)), 2, new Intent.Deploy()),
                Arguments.of("failed before a host changed", untouched(state(GOOD, BAD)), 2, new Intent.Blocked(BAD)),
                Arguments.of("failed, run forgotten", state(GOOD, BAD), 2, new Intent.Blocked(BAD)),
                Arguments.of(
                        "failed on the hosts",
                        touched(state(GOOD, BAD)),
                        2,
                        new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of(
                        "failed, its run was replaced",
                        on(state(GOOD, BAD), Optional.empty()),
                        2,
                        new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of(
                        "failed before a host changed, but one still has a release given up before",
                        untouched(state(GOOD, release(2, SUPERSEDED, 4), release(3, FAILED, 2)))
                                .with(HostRecord.named("app-1", "app", false)
                                        .in(HostState.READY)
                                        .serving(Optional.of("rel-2"))),
                        2,
                        new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of("failed on a host that is new", newcomer(state(GOOD, BAD)), 2, new Intent.Blocked(BAD)),
                Arguments.of(
                        "failed, and a host that serves nothing is not ready",
                        untouched(state(GOOD, BAD)).with(HostRecord.named("app-1", "app", false)),
                        2,
                        new Intent.Blocked(BAD)),
                Arguments.of(
                        "failed, and a host that is declared no more is at an older release",
                        untouched(state(GOOD, BAD))
                                .with(HostRecord.named("old", "app", false)
                                        .in(HostState.READY)
                                        .serving(Optional.of("rel-0"))),
                        2,
                        new Intent.Blocked(BAD)),
                Arguments.of(
                        "failed before a host changed, and one was given another role",
                        untouched(state(GOOD, BAD)).with(moved()),
                        2,
                        new Intent.Blocked(BAD)),
                Arguments.of(
                        "the same, its run was replaced", state(GOOD, BAD).with(moved()), 2, new Intent.Blocked(BAD)),
                Arguments.of(
                        "failed on the host that was given another role",
                        touched(state(GOOD, BAD)).with(moved()),
                        2,
                        new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of(
                        "failed before a host changed, and one was found to differ",
                        on(untouched(state(GOOD, BAD)), Optional.empty()),
                        2,
                        new Intent.Blocked(BAD)),
                Arguments.of("failed, nothing to go back to", touched(state(BAD)), 2, new Intent.Blocked(BAD)),
                Arguments.of("git revert to what serves", touched(state(GOOD, BAD)), 1, new Intent.Serve(GOOD)),
                Arguments.of("spec moves on after a failure", touched(state(GOOD, BAD)), 3, new Intent.Deploy()),
                Arguments.of("held", held, 2, new Intent.Serve(BACK)),
                Arguments.of("held, git revert", held, 1, new Intent.Serve(BACK)),
                Arguments.of("hold ends with the spec", held, 3, new Intent.Deploy()),
                Arguments.of(
                        "rollback failed",
                        heldFailed,
                        2,
                        new Intent.Blocked(heldFailed.history().latest().orElseThrow())),
                Arguments.of("rollback failed, git revert", heldFailed, 1, new Intent.Serve(GOOD)),
                Arguments.of("rollback lost its run", heldRunning, 2, new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of(
                        "rollback given up for a spec that is gone",
                        heldGivenUp,
                        2,
                        new Intent.Rollback(GOOD, "RolloutFailed")),
                Arguments.of(
                        "the same, and what it served is no longer kept",
                        rootPruned,
                        2,
                        new Intent.Rollback(rootPruned.history().latest().orElseThrow(), "RolledBack")),
                Arguments.of(
                        "held release is lost", state(BAD).holding(Optional.of(HOLD)), 2, new Intent.Blocked(BAD)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theFirstRuleThatFitsDecides(String name, State state, int spec, Intent expected) {
        assertEquals(expected, Intents.decide(state, wanted(spec, true), Optional.empty()), name);
    }

    @Test
    void whatAPersonAsksForComesBeforeEveryHold() {
        var state = state(GOOD, BAD, BACK).holding(Optional.of(HOLD));

        assertEquals(
                new Intent.Rollback(GOOD, "RolledBack"), Intents.decide(state, wanted(2, true), Optional.of(GOOD)));
    }

    @Test
    void withHaltNothingIsRolledBackByItself() {
        assertEquals(
                new Intent.Blocked(BAD), Intents.decide(touched(state(GOOD, BAD)), wanted(2, false), Optional.empty()));
    }

    @Test
    void aRetryLiftsHoldAndFailure() {
        var held = state(GOOD, BAD, BACK).holding(Optional.of(HOLD));

        assertEquals(new Intent.Deploy(), Intents.retry(held, wanted(2, true)));
        assertEquals(new Intent.Deploy(), Intents.retry(touched(state(GOOD, BAD)), wanted(2, true)));
        assertEquals(new Intent.Serve(BACK), Intents.retry(held, wanted(1, true)));
    }

    @Test
    void aRetryOfARollbackThatFailedRepeatsTheRollback() {
        var failed = state(GOOD, BAD, rollback(3, FAILED, 1, "rel-1")).holding(Optional.of(HOLD));

        assertEquals(new Intent.Rollback(GOOD, "RolloutFailed"), Intents.retry(failed, wanted(2, true)));
        assertEquals(new Intent.Deploy(), Intents.retry(failed, wanted(3, true)), "the hold is over");
    }
}
