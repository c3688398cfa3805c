package dev.stagecraft.image.oci;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a resource from steering the operator to addresses that no registry has: link-local ones, the metadata services
 * of clouds, and, by a name that hides it, the operator's own machine. Private addresses pass: registries live there.
 */
record AddressGuard(HostLookup lookup) {
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    /** Why this host must not be called; empty when it may be. */
    Optional<String> objection(String host, boolean loopbackAllowed) throws UnknownHostException {
        return lookup.lookup(host).stream()
                .filter(address -> forbidden(address) || (address.isLoopbackAddress() && !loopbackAllowed))
                .findFirst()
                .map(address -> "%s is at %s, which no registry may have".formatted(host, address.getHostAddress()));
    }

    /** A host that is visibly this machine, so that nothing hides behind a name. */
    static boolean namesLoopback(String host) {
        return List.of("localhost", "[::1]").contains(host) || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static boolean forbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress());
    }
}
