package dev.stagecraft.reconcile;

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
 */
record Look(
        Gathered gathered,
        State state,
        Requests requests,
        List<String> approvals,
        Instant now) {
    Look with(State newState) {
        return new Look(gathered, newState, requests, approvals, now);
    }

    boolean retryIsNew() {
        return requests.retryIsNew(state.handled());
    }
}
