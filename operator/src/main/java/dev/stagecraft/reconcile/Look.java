package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.State;
import java.time.Instant;
import java.util.List;

/**
 * One look at a resource: everything that deciding starts from.
 *
 * @param state as status remembers it, with the outcomes that arrived since folded in
 * @param approvals plan ids that are approved just now
 * @param knownDrift what differed on hosts when they were looked at last
 */
record Look(
        Gathered gathered,
        State state,
        Requests requests,
        List<String> approvals,
        List<DriftItem> knownDrift,
        Instant now) {
    Look with(State newState) {
        return new Look(gathered, newState, requests, approvals, knownDrift, now);
    }

    /** Whether somebody asks to look at everything anew. */
    boolean looksAnew() {
        return retryIsNew() || requests.reconcileIsNew(state.handled());
    }

    boolean retryIsNew() {
        return requests.retryIsNew(state.handled());
    }
}
