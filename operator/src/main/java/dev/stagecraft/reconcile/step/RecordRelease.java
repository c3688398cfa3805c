package dev.stagecraft.reconcile.step;

import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.StepOutcome;
import java.util.Map;

/** Writes the release object and its environment bundle, before anything is done to a host for it. */
final class RecordRelease implements StepAction {
    private final ReleaseStore store;
    private final Releases releases;

    RecordRelease(ReleaseStore store, Releases releases) {
        this.store = store;
        this.releases = releases;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var record = context.release();
        var served = context.served().get();
        store.record(
                context.gathered().resource(),
                record.id(),
                releases.spec(context.gathered(), record, served),
                served.variables().values());
        return new StepOutcome.Done(Map.of());
    }
}
