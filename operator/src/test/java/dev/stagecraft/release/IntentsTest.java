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

import java.util.Optional;
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
        return state.with(Optional.of(run(RunState.FAILED, Optional.of("rel-2"), PhaseState.FAILED)));
    }

    private static State untouched(State state) {
        return state.with(Optional.of(run(RunState.FAILED, Optional.of("rel-2"), PhaseState.SKIPPED)));
    }

    private static Intents.Wanted wanted(int spec, boolean automatic) {
        return new Intents.Wanted("spec-" + spec, "in-" + spec, automatic);
    }

    static Stream<Arguments> rules() {
        var held = state(GOOD, BAD, BACK).holding(Optional.of(HOLD));
        var heldFailed = state(GOOD, BAD, rollback(3, FAILED, 1, "rel-1")).holding(Optional.of(HOLD));
        var heldRunning = state(GOOD, BAD, rollback(3, RUNNING, 1, "rel-1")).holding(Optional.of(HOLD));
        return Stream.of(
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
                Arguments.of(
                        "rollback runs",
                        heldRunning,
                        2,
                        new Intent.Blocked(heldRunning.history().latest().orElseThrow())),
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
}
