package dev.stagecraft.status;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.rollback;
import static dev.stagecraft.release.Records.run;
import static dev.stagecraft.release.Records.state;
import static dev.stagecraft.release.ReleaseState.FAILED;
import static dev.stagecraft.release.ReleaseState.RUNNING;
import static dev.stagecraft.release.ReleaseState.SUCCEEDED;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.release.Hold;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Optional;

/** The kinds of look that a status is folded from, by the name a table calls them. */
enum Assessments {
    FRESH(State.initial(), ""),
    DEPLOYING(running(state(release(1, RUNNING, 2))), ""),
    ROLLING_BACK(running(state(release(1, SUCCEEDED, 1), rollback(2, RUNNING, 1, "rel-1"))), ""),
    CONVERGING(ready().with(Optional.of(run(RunState.RUNNING, Optional.empty(), PhaseState.RUNNING))), ""),
    READY(ready(), ""),
    REJECTED(ready(), "rejected"),
    AWAITING_APPROVAL(awaiting(), ""),
    STALE_APPROVAL(awaiting(), "stale"),
    FAILED_RELEASE(failed(), ""),
    ROLLED_BACK_BY_HAND(held("RolledBack"), ""),
    ROLLED_BACK_BY_ITSELF(held("RolloutFailed"), ""),
    SUSPENDED(ready(), "suspended"),
    DRIFTED(ready(), "drift:Changed"),
    MISSING(ready(), "drift:Missing"),
    DELETING(ready(), "deleting"),
    TROUBLED(ready(), "trouble");

    @SuppressWarnings("ImmutableEnumChecker") // a record of records and unmodifiable lists
    private final State state;

    private final String flag;

    Assessments(State state, String flag) {
        this.state = state;
        this.flag = flag;
    }

    Assessment seen() {
        return new Assessment(
                new Assessment.ResourceName("shop", "shop-prod"),
                7,
                state,
                flag.equals("deleting"),
                flag.equals("suspended"),
                when("rejected", new Finding("InvalidSpec", "spec.compose: no such key")),
                when("trouble", new Finding("RegistryUnreachable", "the registry does not answer")),
                when("stale", "sha256:old"),
                flag.isEmpty() && this != FRESH,
                1,
                flag.startsWith("drift:")
                        ? List.of(new DriftItem("app-1/web", flag.substring(6), "not as released"))
                        : List.of());
    }

    private <T> Optional<T> when(String wanted, T value) {
        return flag.equals(wanted) ? Optional.of(value) : Optional.empty();
    }

    private static State withHost(State state) {
        return state.with(HostRecord.named("app-1", "app", false).in(HostState.READY));
    }

    private static State ready() {
        return withHost(state(release(1, SUCCEEDED, 1)));
    }

    private static State running(State state) {
        return withHost(state).with(Optional.of(run(RunState.RUNNING, Optional.of("rel-1"), PhaseState.RUNNING)));
    }

    private static State awaiting() {
        return ready().with(Optional.of(
                run(RunState.AWAITING_APPROVAL, Optional.empty(), PhaseState.PENDING, Risk.DISRUPTIVE)));
    }

    private static State failed() {
        return withHost(state(release(1, SUCCEEDED, 1), release(2, FAILED, 2)))
                .with(Optional.of(run(RunState.FAILED, Optional.of("rel-2"), PhaseState.FAILED)));
    }

    private static State held(String reason) {
        return withHost(state(release(1, SUCCEEDED, 1), release(2, FAILED, 2), rollback(3, SUCCEEDED, 1, "rel-1")))
                .holding(Optional.of(new Hold("spec-2", "rel-3", reason, NOW)));
    }
}
