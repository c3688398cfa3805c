package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.Tunnel;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way to a database through a host of a role, over an SSH connection of its own for each passage. Hosts that are ready are
 * tried before others; the first that gets there is taken. It needs nothing of a host but SSH.
 */
public final class RoleRoute implements Route {
    private final HostConnector connector;
    private final String role;
    private final List<Supplier<HostAddress>> hosts;

    /** @param hosts in the order in which they are tried; an address that cannot be told is a host that is passed over */
    RoleRoute(HostConnector connector, String role, List<Supplier<HostAddress>> hosts) {
        this.connector = connector;
        this.role = role;
        this.hosts = List.copyOf(hosts);
    }

    /** Through those of {@code known} that have the role and an address. */
    public static Route through(String role, Gathered gathered, Collection<HostRecord> known, HostConnector connector) {
        var order = Comparator.comparing((HostRecord host) -> host.state() != HostState.READY)
                .thenComparing(HostRecord::name);
        var hosts = known.stream()
                .filter(host -> host.role().equals(role))
                .filter(host -> host.publicIp().isPresent() || host.privateIp().isPresent())
                .sorted(order)
                .<Supplier<HostAddress>>map(host -> () -> HostAddresses.of(gathered, host))
                .toList();
        return new RoleRoute(connector, role, hosts);
    }

    @Override
    public Passage open(String host, int port) {
        var failures = new ArrayList<String>();
        for (var candidate : hosts) {
            try {
                return passage(connector.connect(candidate.get()), host, port);
            } catch (HostException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        throw new MigrationException(
                MigrationException.Code.CONNECTION_FAILED,
                MigrationReason.CONNECTION_FAILED,
                failures.isEmpty()
                        ? "No host of the role %s that migrations.via names has an address yet; the database is reached through one. It is tried again."
                                .formatted(role)
                        : "The database is not reached through the role %s: %s It is tried again."
                                .formatted(role, String.join(" ", failures)));
    }

    private static Passage passage(HostConnection connection, String host, int port) {
        try {
            return new Detour(connection, connection.forward(host, port));
        } catch (RuntimeException closed) {
            connection.close();
            throw closed;
        }
    }

    private static final class Detour extends Passage {
        private final HostConnection connection;
        private final Tunnel tunnel;

        Detour(HostConnection connection, Tunnel tunnel) {
            super(tunnel.host(), tunnel.port());
            this.connection = connection;
            this.tunnel = tunnel;
        }

        @Override
        public void close() {
            try (connection) {
                tunnel.close();
            }
        }
    }
}
