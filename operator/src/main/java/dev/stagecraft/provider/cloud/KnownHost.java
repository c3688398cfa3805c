package dev.stagecraft.provider.cloud;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a host is, and which key it must show: the same for the operator and for people.
 *
 * @param address as it was recorded; empty as long as it has none
 * @param port where the host has one of its own
 * @param key a line as in known_hosts; empty where none is known, and then no connection is made
 */
public record KnownHost(String name, Optional<String> address, Optional<Integer> port, Optional<String> key) {
    /** How to log in to every host of a resource. */
    public record Login(String user, int port, Secret key) {}

    /**
     * A host by what is recorded of it.
     *
     * @param borrowed what a provider says of machines that are not its own; none for others
     * @param made the public keys that hosts were given at birth, by host
     */
    public static KnownHost of(HostRecord host, List<Machine> borrowed, Map<String, String> made) {
        var machine = borrowed.stream()
                .filter(candidate -> candidate.host().equals(Optional.of(host.name())))
                .findFirst();
        var key = machine.flatMap(Machine::hostKey).or(() -> Optional.ofNullable(made.get(host.name())));
        return new KnownHost(host.name(), host.publicIp().or(host::privateIp), machine.flatMap(Machine::sshPort), key);
    }

    /** @throws HostException when the host has no address */
    public HostAddress address(Login login) {
        return new HostAddress(
                name,
                address.orElseThrow(() ->
                        new HostException(HostException.Code.UNREACHABLE, "host " + name + " has no address yet")),
                port.orElse(login.port()),
                login.user(),
                login.key(),
                key.map(List::of).orElse(List.of()));
    }
}
