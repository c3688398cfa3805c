package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostRecord;
import java.util.List;
import java.util.Optional;

/** Finds out where a host is reached and which key it must show. */
public final class HostAddresses {
    private HostAddresses() {}

    /** @throws HostException when the host has no address or no pinned key */
    public static HostAddress of(Gathered gathered, HostRecord host) {
        var borrowed = gathered.cloud().ownsMachines() ? Optional.<Machine>empty() : borrowed(gathered, host.name());
        var address = host.publicIp()
                .or(host::privateIp)
                .orElseThrow(() -> new HostException(
                        HostException.Code.UNREACHABLE, "host " + host.name() + " has no address yet"));
        var key = borrowed.flatMap(Machine::hostKey)
                .or(() -> Optional.ofNullable(gathered.identity().hostKeys().get(host.name()))
                        .map(identity -> identity.publicKey()));
        return new HostAddress(
                host.name(),
                address,
                borrowed.flatMap(Machine::sshPort).orElse(gathered.spec().ssh().port()),
                gathered.spec().ssh().user(),
                gathered.sshKey(),
                key.map(List::of).orElse(List.of()));
    }

    private static Optional<Machine> borrowed(Gathered gathered, String host) {
        return gathered.cloud().driver().list(gathered.cloud().owner()).stream()
                .filter(machine -> machine.host().equals(Optional.of(host)))
                .findFirst();
    }
}
