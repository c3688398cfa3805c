package dev.stagecraft.reconcile.preview;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.util.Optional;

/** Reads which release somebody wants to have back. */
public final class RollbackRequests {
    private final Releases releases;

    public RollbackRequests(Releases releases) {
        this.releases = releases;
    }

    /**
     * A request.
     *
     * @param target empty where no stored release that succeeded has that id
     * @param missing says so
     */
    public record RollbackRequest(Optional<ReleaseRecord> target, Finding missing) {}

    /** The one that was not handled yet. */
    public Optional<RollbackRequest> asked(ResourceRef resource, State state, Requests requests) {
        return requests.newRollback(state.handled()).map(id -> {
            var target = state.history()
                    .find(id)
                    .filter(release -> release.state() == ReleaseState.SUCCEEDED)
                    .filter(release -> releases.stored(resource, release).isPresent());
            return new RollbackRequest(
                    target,
                    new Finding(
                            "ReleaseNotFound",
                            askedBy(state, requests) + ": no stored release " + id + " that succeeded; there is: "
                                    + state.history().releases().stream()
                                            .filter(release -> release.state() == ReleaseState.SUCCEEDED)
                                            .map(ReleaseRecord::id)
                                            .toList()));
        });
    }

    private static String askedBy(State state, Requests requests) {
        return requests.rollbackByAnnotation(state.handled())
                ? "annotation " + RequestReading.PREFIX + "rollback-to"
                : "spec.rollbackTo";
    }
}
