package dev.stagecraft.provider.cloud;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses a resource may have the operator connect to. Names are checked as written and, because a name can
 * resolve to anything at any time, again as the address that is about to be connected to.
 *
 * @param allowLoopback for sandboxes, whose hosts are on the operator's own machine
 */
public record AddressPolicy(boolean allowLoopback) {
    private static final Pattern HOSTNAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern LOOKS_NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Set<String> CLUSTER_NAMES =
            Set.of("kubernetes", "kubernetes.default", "metadata", "metadata.google.internal");

    /** Metadata services whose addresses are not link-local. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192");

    private static final String SHAPE = "is neither a hostname nor an IP address";

    /** Why an address, as a resource spells it, is refused, as the rest of a sentence; empty if it is not. */
    public Optional<String> refusal(String address) {
        if (DOTTED_QUAD.matcher(address).matches() || IPV6.matcher(address).matches()) {
            return literal(address);
        }
        String name = address.toLowerCase(Locale.ROOT);
        if (LOOKS_NUMERIC.matcher(name).matches() || !HOSTNAME.matcher(name).matches()) {
            return Optional.of(SHAPE);
        }
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return loopback();
        }
        boolean ofTheCluster = CLUSTER_NAMES.contains(name) || name.endsWith(".svc") || name.endsWith(".cluster.local");
        return ofTheCluster ? Optional.of("is a service of the cluster or the cloud, not a host") : Optional.empty();
    }

    /** Why a connection to {@code address} is refused, as the rest of a sentence; empty if it is not. */
    public Optional<String> refusal(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback();
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("is link-local, where clouds keep their metadata services");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address)) {
            return Optional.of("is not the address of one host");
        }
        if (METADATA.contains(address.getHostAddress())) {
            return Optional.of("is the metadata service of a cloud");
        }
        return switch (address) {
            case Inet6Address v6 -> embedded(v6);
            default -> Optional.empty();
        };
    }

    private Optional<String> literal(String text) {
        try {
            return refusal(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.of(SHAPE);
        }
    }

    private Optional<String> loopback() {
        return allowLoopback ? Optional.empty() : Optional.of("is on the operator's own machine");
    }

    private static boolean isBroadcast(InetAddress address) {
        byte[] octets = address.getAddress();
        return address instanceof Inet4Address && (octets[0] == 0 || (octets[0] == -1 && octets[3] == -1));
    }

    /** IPv6 has its own metadata address, and forms that carry an IPv4 one through NAT64, 6to4 or compatibility. */
    private Optional<String> embedded(Inet6Address address) {
        byte[] octets = address.getAddress();
        if ((octets[0] & 0xff) == 0xfd && octets[1] == 0 && (octets[2] & 0xff) == 0x0e && (octets[3] & 0xff) == 0xc2) {
            return Optional.of("is the metadata service of a cloud");
        }
        if (startsWith(octets, 0x00, 0x64, 0xff, 0x9b) || address.isIPv4CompatibleAddress()) {
            return v4(octets, 12);
        }
        return startsWith(octets, 0x20, 0x02) ? v4(octets, 2) : Optional.empty();
    }

    private Optional<String> v4(byte[] octets, int from) {
        String text = "%d.%d.%d.%d"
                .formatted(
                        octets[from] & 0xff, octets[from + 1] & 0xff, octets[from + 2] & 0xff, octets[from + 3] & 0xff);
        return literal(text);
    }

    private static boolean startsWith(byte[] octets, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((octets[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
