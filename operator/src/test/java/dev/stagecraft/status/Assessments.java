package dev.stagecraft.status;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.rollback;
import static dev.stagecraft.release.Records.run;
import static dev.stagecraft.release.Records.state;
import static dev.stagecraft.release.ReleaseState.FAILED;
import static dev.stagecraft.release.ReleaseState.RUNNING;
import static dev.stagecraft.release.ReleaseState.SUCCEEDED;
import static dev.stagecraft.release.ReleaseState.SUPERSEDED;

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
import java.util.Map;
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
    TROUBLED(ready(), "trouble"),
    NEVER_LOOKED(ready(), "unseen"),
    CRASHED(changing(RunState.FAILED, PhaseState.FAILED, Risk.DISRUPTIVE), ""),
    BESIDE_THE_OLD(changing(RunState.RUNNING, PhaseState.RUNNING, Risk.SAFE), ""),
    REVERTED(withHost(state(release(1, SUCCEEDED, 1), release(2, SUPERSEDED, 2))), "spec-1"),
    REVERTED_IN_BAD_WEATHER(withHost(state(release(1, SUCCEEDED, 1), release(2, FAILED, 2))), "spec-1"),
    SUSPENDED_BETWEEN_STEPS(changing(RunState.RUNNING, PhaseState.COMPLETED, Risk.SAFE), "suspended"),
    SUSPENDED_IN_A_STEP(changing(RunState.RUNNING, PhaseState.RUNNING, Risk.SAFE), "suspended"),
    MOVED_ON_FROM_A_HOLD(held("RolledBack"), "trouble");

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
                settled(),
                1,
                drift(),
                Optional.of(wanted()));
    }

    private boolean settled() {
        return flag.equals("unseen") || this == REVERTED || (flag.isEmpty() && this != FRESH);
    }

    private Optional<List<DriftItem>> drift() {
        boolean seen = !flag.equals("unseen") && this != FRESH && this != DEPLOYING;
        var items = flag.startsWith("drift:")
                ? List.of(new DriftItem("app-1/web", flag.substring(6), "not as released"))
                : List.<DriftItem>of();
        return seen ? Optional.of(items) : Optional.empty();
    }

    private Assessment.Wanted wanted() {
        var number = this == MOVED_ON_FROM_A_HOLD ? 3 : flag.equals("spec-1") ? 1 : 2;
        return new Assessment.Wanted("spec-" + number, "in-" + number, Map.of("web", "app"));
    }

    private <T> Optional<T> when(String wanted, T value) {
        return flag.equals(wanted) ? Optional.of(value) : Optional.empty();
    }

    private static State withHost(State state) {
        return state.with(host("rel-1"));
    }

    private static HostRecord host(String release) {
        return HostRecord.named("app-1", "app", false).in(HostState.READY).serving(Optional.of(release));
    }

    private static State ready() {
        return withHost(state(release(1, SUCCEEDED, 1)));
    }

    private static State running(State state) {
        return withHost(state).with(Optional.of(run(RunState.RUNNING, Optional.of("rel-1"), PhaseState.RUNNING)));
    }

    /** The only host on its way from release 1 to release 2. */
    private static State changing(RunState run, PhaseState step, Risk risk) {
        var newest = release(2, run == RunState.FAILED ? FAILED : RUNNING, 2);
        return withHost(state(release(1, SUCCEEDED, 1), newest))
                .with(HostRecord.named("app-1", "app", false).in(HostState.READY))
                .with(Optional.of(run(run, Optional.of("rel-2"), step, risk)));
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
        return state(release(1, SUCCEEDED, 1), release(2, FAILED, 2), rollback(3, SUCCEEDED, 1, "rel-1"))
                .with(host("rel-3"))
                .holding(Optional.of(new Hold("spec-2", "rel-3", reason, NOW)));
    }
}
