package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.preview.Remembered;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.State;
import dev.stagecraft.status.StateReading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of a resource: its status, and the release objects, from which a lost status is rebuilt. */
final class Memory {
    private final ReleaseStore store;
    private final Releases releases;

    /** What the release objects were last brought to, by uid; not there until this process did so. */
    private final Map<String, List<ReleaseRecord>> mirrored = new ConcurrentHashMap<>();

    Memory(ReleaseStore store, Releases releases) {
        this.store = store;
        this.releases = releases;
    }

    /** What status remembers; where it was lost, what the release objects do. */
    State of(Stagecraft resource) {
        return Remembered.of(resource, releases);
    }

    /**
     * Brings the release objects to a status that is stored. The first time in each process too: another one may have died
     * between the two.
     *
     * @param changed whether this very look stored it; else it may be older than what another process stored, and nothing is
     *     deleted for it
     */
    void mirror(ResourceRef resource, StagecraftStatus status, boolean changed) {
        var history = StateReading.read(status).history().releases();
        var known = mirrored.get(resource.uid());
        if (history.equals(known)) {
            return;
        }
        store.mirror(resource, history);
        if (changed || known != null) {
            store.prune(resource, history.stream().map(ReleaseRecord::id).toList());
        }
        mirrored.put(resource.uid(), history);
    }

    void forget(String uid) {
        mirrored.remove(uid);
    }
}
