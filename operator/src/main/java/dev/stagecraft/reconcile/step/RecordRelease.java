package dev.stagecraft.reconcile.step;

import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.StepOutcome;
import java.util.List;
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
        var resource = context.gathered().resource();
        store.record(
                resource,
                record.id(),
                releases.spec(context.gathered(), record, context.state().hold(), served),
                Releases.bundle(context.gathered(), served));
        store.mirror(resource, List.of(record));
        return new StepOutcome.Done(Map.of());
    }
}
