package dev.stagecraft.reconcile.step;

import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.StepOutcome;
import java.util.Map;

/** Completes the release object once every image has its digest; what it names from then on is what runs. */
final class PinRelease implements StepAction {
    private final ReleaseStore store;
    private final Releases releases;

    PinRelease(ReleaseStore store, Releases releases) {
        this.store = store;
        this.releases = releases;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var record = context.release();
        if (!record.pinned()) {
            return new StepOutcome.Refused(
                    "BuildFailed", "release " + record.id() + " has images without a digest; ask for a retry");
        }
        store.complete(
                context.gathered().resource(),
                record.id(),
                releases.spec(
                        context.gathered(),
                        record,
                        context.state().hold(),
                        context.served().get()));
        return new StepOutcome.Done(Map.of());
    }
}
