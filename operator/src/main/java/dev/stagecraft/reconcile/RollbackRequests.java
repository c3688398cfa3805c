package dev.stagecraft.reconcile;

import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.preview.RequestReading;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.status.Assessment.Finding;
import java.util.Optional;

/** Reads which release somebody wants to have back. */
final class RollbackRequests {
    private final Releases releases;

    RollbackRequests(Releases releases) {
        this.releases = releases;
    }

    /**
     * A request.
     *
     * @param target empty where no stored release that succeeded has that id
     * @param missing says so
     */
    record RollbackRequest(Optional<ReleaseRecord> target, Finding missing) {}

    /** The one that was not handled yet. */
    Optional<RollbackRequest> asked(Look look) {
        return look.requests().newRollback(look.state().handled()).map(id -> {
            var target = look.state()
                    .history()
                    .find(id)
                    .filter(release -> release.state() == ReleaseState.SUCCEEDED)
                    .filter(release ->
                            releases.stored(look.gathered().resource(), release).isPresent());
            return new RollbackRequest(
                    target,
                    new Finding(
                            "ReleaseNotFound",
                            askedBy(look) + ": no stored release " + id + " that succeeded; there is: "
                                    + look.state().history().releases().stream()
                                            .filter(release -> release.state() == ReleaseState.SUCCEEDED)
                                            .map(ReleaseRecord::id)
                                            .toList()));
        });
    }

    private static String askedBy(Look look) {
        return look.requests().rollbackByAnnotation(look.state().handled())
                ? "annotation " + RequestReading.PREFIX + "rollback-to"
                : "spec.rollbackTo";
    }
}
