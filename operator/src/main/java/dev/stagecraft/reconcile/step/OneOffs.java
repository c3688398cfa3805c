package dev.stagecraft.reconcile.step;

import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The programs that a step may run once on the hosts of its release. */
final class OneOffs {
    private OneOffs() {}

    /**
     * @param occasion the release's id, or the request's where one release is asked for a migration more than once
     * @param recorded ids that status and stored releases have as done for the database
     */
    static OneOff of(
            StepContext context, HostSessions sessions, String database, String occasion, Set<String> recorded) {
        var served = context.served().get();
        var hosts = context.state().hosts().stream()
                .filter(HostRecord::holdsContainers)
                .filter(host -> host.publicIp().isPresent() || host.privateIp().isPresent())
                .sorted(Comparator.comparing(HostRecord::name))
                .collect(Collectors.toMap(
                        host -> host, host -> HostAddresses.of(context.gathered(), host), (a, b) -> a, LinkedHashMap::new));
        return new HostOneOff(
                sessions,
                Owners.of(context.gathered()),
                database,
                new HostOneOff.Release(
                        context.release().id(), occasion, served.images(), recorded, context.sanitizer()),
                hosts.values(),
                service -> hosts.entrySet().stream()
                        .filter(host -> isReadyFor(service, host.getKey(), served))
                        .findFirst()
                        .map(Map.Entry::getValue));
    }

    private static boolean isReadyFor(String service, HostRecord host, Served served) {
        return host.state() == HostState.READY
                && served.servicesOf(host.role()).stream()
                        .anyMatch(candidate -> candidate.name().equals(service) && !candidate.manual());
    }
}
