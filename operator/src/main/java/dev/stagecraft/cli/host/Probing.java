package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.Session;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.release.HostRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks all hosts at once how their containers are. */
final class Probing {
    /**
     * The containers of services on a host.
     *
     * @param healthy those that run, and whose own check, where they have one, has passed
     */
    record Count(int healthy, int all) {
        @Override
        public String toString() {
            return healthy + "/" + all;
        }
    }

    private Probing() {}

    /** The hosts that there is a way to. */
    static List<HostRecord> reachable(Fleet fleet) {
        return fleet.hosts().stream()
                .filter(host -> host.holdsContainers()
                        && host.publicIp().or(host::privateIp).isPresent())
                .toList();
    }

    /** By host; empty for one that could not be asked, which has been told. */
    static Map<String, Optional<Count>> of(Session session, Fleet fleet) {
        var hosts = reachable(fleet);
        if (hosts.isEmpty()) {
            return Map.of();
        }
        var connector = session.world().hosts();
        var answers = Together.each(Addresses.of(session, fleet, hosts), address -> count(connector, address, fleet));
        var found = new TreeMap<String, Optional<Count>>();
        for (int i = 0; i < hosts.size(); i++) {
            found.put(hosts.get(i).name(), answers.get(i).orTold(session.console()));
        }
        return found;
    }

    /** @throws HostException when the host cannot be asked */
    private static Count count(HostConnector connector, HostAddress address, Fleet fleet) {
        try (var connection = connector.connect(address)) {
            var containers = HostContainers.list(connection, fleet.owner()).stream()
                    .filter(container -> !container.oneOff())
                    .toList();
            return new Count((int) containers.stream().filter(Probing::healthy).count(), containers.size());
        }
    }

    static boolean healthy(Container container) {
        return container.running()
                && switch (container.health()) {
                    case NONE, HEALTHY -> true;
                    case STARTING, UNHEALTHY -> false;
                };
    }
}
