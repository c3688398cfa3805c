package dev.stagecraft.reconcile.step;

import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The programs that a release may run once on its hosts.
 *
 * @param served what the release puts on them
 */
record OneOffs(HostSessions sessions, Gathered gathered, Collection<HostRecord> hosts, Served served) {
    OneOffs {
        hosts = List.copyOf(hosts);
    }

    /** Those of one database. A program begins on the first host by name that serves its service and is ready. */
    OneOff of(String database, HostOneOff.Release release) {
        var asked = hosts.stream()
                .filter(HostRecord::holdsContainers)
                .filter(host -> host.publicIp().isPresent() || host.privateIp().isPresent())
                .sorted(Comparator.comparing(HostRecord::name))
                .toList();
        var addresses =
                asked.stream().map(host -> HostAddresses.of(gathered, host)).toList();
        return new HostOneOff(
                sessions,
                Owners.of(gathered),
                database,
                release,
                addresses,
                service -> asked.stream()
                        .filter(host -> isReadyFor(service, host))
                        .findFirst()
                        .map(host -> addresses.get(asked.indexOf(host))));
    }

    private boolean isReadyFor(String service, HostRecord host) {
        return host.state() == HostState.READY
                && served.servicesOf(host.role()).stream()
                        .anyMatch(candidate -> candidate.name().equals(service) && !candidate.manual());
    }
}
