package dev.stagecraft.cli.host;

import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.Owner;
import java.util.List;

/**
 * The containers of a service, and the way to them.
 *
 * @param hosts at least one
 */
record Reach(HostConnector connector, Owner owner, Services.Service service, List<HostAddress> hosts) {
    Reach {
        hosts = List.copyOf(hosts);
    }

    /** The containers of the service on a host, those of the release unless it has none of them. */
    List<Container> serving(HostConnection connection) {
        return service.of(HostContainers.list(connection, owner));
    }

    /** All containers of the service on a host. */
    List<Container> all(HostConnection connection) {
        return HostContainers.list(connection, owner).stream()
                .filter(service::owns)
                .toList();
    }

    /** What the lines of a container are known by. */
    static String source(HostAddress host, Container container, List<Container> beside) {
        return beside.size() == 1 ? host.host() : host.host() + "/" + HostContainers.number(container);
    }
}
