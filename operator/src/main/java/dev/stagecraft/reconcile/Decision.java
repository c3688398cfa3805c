package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.reconcile.gather.GatherResult;
import dev.stagecraft.release.Launches.Launch;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a resource decided.
 *
 * @param state to be made durable before anything is launched
 * @param launches what to run afterwards
 * @param undecided whether an answer from outside is awaited, so that nothing new can be said
 * @param drift what a look at the hosts found; empty when there was none, so that what was known before stands
 * @param told what a person is to hear of once, beside what the state says
 * @param again when to look again, where that is known better than by rule
 */
record Decision(
        State state,
        List<Launch> launches,
        Optional<Finding> rejection,
        Optional<Finding> trouble,
        Optional<String> staleApproval,
        boolean settled,
        boolean undecided,
        Optional<List<DriftItem>> drift,
        Optional<Finding> told,
        Optional<Duration> again) {

    static Decision of(State state) {
        return of(state, false);
    }

    /** Something was asked of the outside; the answer wakes the resource. */
    static Decision waiting(State state) {
        return of(state, true);
    }

    /** Nothing can be decided, as not all that is wanted is known. */
    static Decision undecided(State state, GatherResult why) {
        return switch (why) {
            case GatherResult.Refused(var finding) -> of(state).rejecting(finding);
            case GatherResult.Troubled(var finding) -> of(state).troubled(finding);
            case GatherResult.SourceAway(var finding, var passing) ->
                passing ? of(state).troubled(finding) : of(state).rejecting(finding);
            case GatherResult.Pending() -> waiting(state);
            case GatherResult.Complete complete -> of(state);
        };
    }

    private static Decision of(State state, boolean undecided) {
        return new Decision(
                state,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                undecided,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Decision launching(List<Launch> what) {
        return new Decision(state, what, rejection, trouble, staleApproval, settled, undecided, drift, told, again);
    }

    Decision rejecting(Finding why) {
        return new Decision(
                state, launches, Optional.of(why), trouble, staleApproval, settled, undecided, drift, told, again);
    }

    Decision troubled(Finding why) {
        return new Decision(
                state, launches, rejection, Optional.of(why), staleApproval, settled, undecided, drift, told, again);
    }

    Decision again(Duration after) {
        return new Decision(
                state,
                launches,
                rejection,
                trouble,
                staleApproval,
                settled,
                undecided,
                drift,
                told,
                Optional.of(after));
    }

    Decision stale(Optional<String> approval) {
        return new Decision(state, launches, rejection, trouble, approval, settled, undecided, drift, told, again);
    }

    Decision telling(Finding what) {
        return new Decision(
                state,
                launches,
                rejection,
                trouble,
                staleApproval,
                settled,
                undecided,
                drift,
                Optional.of(what),
                again);
    }

    Decision settled(Optional<List<DriftItem>> differences) {
        return new Decision(state, launches, rejection, trouble, staleApproval, true, false, differences, told, again);
    }
}
