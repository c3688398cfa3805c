package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Announcer;
import dev.stagecraft.reconcile.gather.Gatherer;

/** Who is told of what happened. */
record Observers(Announcer announcer, Transitions transitions) {

    /** Tells it; returns what it came to. */
    Transitions.Changes tell(Stagecraft resource, Turn turn) {
        var ref = Gatherer.ref(resource);
        var changes = transitions.between(ref, resource.getSpec(), resource.getStatus(), turn.status());
        changes.announcements().forEach(what -> announcer.announce(ref, what));
        turn.decision()
                .told()
                .filter(what -> !turn.decision().undecided())
                .ifPresent(what ->
                        announcer.announce(ref, new Announcer.Announcement(true, what.reason(), what.message())));
        return changes;
    }
}
