package dev.stagecraft.reconcile;

import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.Sightings.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Compares what a deleted resource remembers with what its cloud shows. Pure. */
final class RemovalHosts {
    private RemovalHosts() {}

    /**
     * Whether an account may have been listed that the machines are not in. Machines that are gone are no obstacle, so where
     * both accounts are known to be the same one, nothing is suspicious.
     */
    static boolean isSuspicious(Look look, List<Sighting> sightings, Optional<String> account) {
        var known = look.state().hosts().stream()
                .flatMap(host -> host.machineId().stream())
                .toList();
        boolean blind = look.gathered().cloud().ownsMachines()
                && !known.isEmpty()
                && sightings.stream()
                        .noneMatch(seen -> known.contains(seen.machine().id()));
        if (!blind || look.retryIsNew()) {
            return false;
        }
        var recorded = look.state().account();
        return (recorded.isPresent() && account.isPresent()) ? !recorded.equals(account) : known.size() > 1;
    }

    /** Hosts of which a create may still turn up. */
    static List<HostRecord> unconfirmed(Look look, List<Sighting> sightings, Duration window) {
        return look.state().hosts().stream()
                .filter(host -> host.machineId().isEmpty())
                .filter(host -> host.createRequestedAt()
                        .filter(at -> at.plus(window).isAfter(look.now()))
                        .isPresent())
                .filter(host -> sightings.stream().noneMatch(seen -> seen.host().equals(host.name())))
                .toList();
    }

    /** One for each host that the cloud shows, and those that are waited for. Of two machines of a host one goes first. */
    static List<HostRecord> hosts(Look look, List<Sighting> sightings, List<HostRecord> unconfirmed) {
        var hosts = new LinkedHashMap<String, HostRecord>();
        sightings.forEach(seen -> hosts.putIfAbsent(seen.host(), host(look, seen)));
        var all = new ArrayList<>(hosts.values());
        all.addAll(unconfirmed);
        return all;
    }

    private static HostRecord host(Look look, Sighting seen) {
        var known = look.state().host(seen.host());
        boolean protect = known.filter(HostRecord::protect).isPresent() || protectedBySpec(look, seen.host());
        return known.filter(host ->
                        host.machineId().equals(Optional.of(seen.machine().id())))
                .map(host -> host.declared(host.role(), protect))
                .orElseGet(() ->
                        HostRecord.named(seen.host(), seen.role(), protect).machine(HostState.CREATED, seen.machine()));
    }

    /** The spec may say so only since the deletion began. */
    private static boolean protectedBySpec(Look look, String host) {
        return look.gathered().hosts().stream()
                .filter(target -> target.name().equals(host))
                .anyMatch(HostTarget::protect);
    }
}
