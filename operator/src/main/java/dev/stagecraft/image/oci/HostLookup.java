package dev.stagecraft.image.oci;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host into its addresses; the system's resolver, unless a test wants to know better. */
@FunctionalInterface
interface HostLookup {
    HostLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** May block for as long as the resolver does. */
    List<InetAddress> lookup(String host) throws UnknownHostException;
}
