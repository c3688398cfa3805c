package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.host.HostOwnedByAnother;
import java.util.ArrayList;
import java.util.Optional;

/** A container, and the connection to its host. */
record Place(HostConnection connection, Container container) implements AutoCloseable {
    /**
     * The first healthy container, by hosts and replicas; where none is, the first that runs. Hosts that are away, and those
     * whose directory is not ours, are told of and passed over.
     */
    static Place find(Reach reach, Console console) {
        var running = new ArrayList<Place>();
        try {
            for (var host : reach.hosts()) {
                var found = on(host, reach, console);
                if (found.filter(place -> Probing.healthy(place.container())).isPresent()) {
                    return found.get();
                }
                found.ifPresent(running::add);
            }
            if (!running.isEmpty()) {
                return running.removeFirst();
            }
        } finally {
            running.forEach(Place::close);
        }
        throw CommandFailure.of("No container of " + reach.service().name() + " runs on "
                + String.join(
                        ", ", reach.hosts().stream().map(HostAddress::host).toList())
                + "; stagecraft logs " + reach.service().name() + " may say why.");
    }

    private static Optional<Place> on(HostAddress host, Reach reach, Console console) {
        try {
            return on(host, reach);
        } catch (HostException | HostCommandException | HostNotUsable | HostOwnedByAnother away) {
            if (reach.hosts().size() == 1) {
                throw away;
            }
            console.warn(String.valueOf(away.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Place> on(HostAddress host, Reach reach) {
        var connection = reach.connector().connect(host);
        boolean used = false;
        try {
            var running = reach.serving(connection).stream()
                    .filter(Container::running)
                    .toList();
            var found = running.stream()
                    .filter(Probing::healthy)
                    .findFirst()
                    .or(() -> running.stream().findFirst())
                    .map(container -> new Place(connection, container));
            used = found.isPresent();
            return found;
        } finally {
            if (!used) {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
