package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.provider.cloud.KnownHost;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds out where a host is reached and which key it must show. */
public final class HostAddresses {
    private HostAddresses() {}

    /** @throws HostException when the host has no address or no pinned key */
    public static HostAddress of(Gathered gathered, HostRecord host) {
        var ssh = gathered.spec().ssh();
        var login = new KnownHost.Login(ssh.user(), ssh.port(), gathered.sshKey());
        return KnownHost.of(host, borrowed(gathered), made(gathered)).address(login);
    }

    private static List<Machine> borrowed(Gathered gathered) {
        var cloud = gathered.cloud();
        return cloud.ownsMachines() ? List.of() : cloud.driver().list(cloud.owner());
    }

    private static Map<String, String> made(Gathered gathered) {
        return gathered.identity().hostKeys().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, key -> key.getValue().publicKey()));
    }
}
