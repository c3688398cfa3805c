package dev.stagecraft.reconcile.observe;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.reconcile.step.DriftCheck;
import dev.stagecraft.release.HostRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks for drift at most once an interval, and after every run anew. */
public final class DriftWatch {
    private record Key(String uid, String release) {}

    private final Lookups<Key, List<DriftItem>> lookups;
    private final DriftCheck check;

    public DriftWatch(DriftCheck check, ExecutorService threads, Clock clock, Consumer<ResourceRef> wake) {
        this.check = check;
        lookups = new Lookups<>(threads, clock, wake);
    }

    /** The differences as of at most that long ago; empty while hosts are asked. */
    public Optional<List<DriftItem>> look(
            Gathered gathered,
            String release,
            List<HostRecord> hosts,
            Supplier<Optional<Served>> served,
            Duration maxAge) {
        return lookups.get(
                new Key(gathered.resource().uid(), release),
                gathered.resource(),
                new Lookups.Terms<>(items -> maxAge, true),
                () -> served.get()
                        .map(what -> check.look(gathered, hosts, what))
                        .orElse(List.of()));
    }

    /** Forgets what was seen: the resource's own steps changed it. */
    public void forget(String uid) {
        lookups.forgetAll(key -> key.uid().equals(uid));
    }
}
