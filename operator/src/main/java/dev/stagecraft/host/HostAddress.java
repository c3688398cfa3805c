package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.util.List;

/**
 * Where a host is and how it proves to be that host.
 *
 * @param host the name in the resource, for messages
 * @param address IP address or DNS name
 * @param port 1 to 65535
 * @param privateKey OpenSSH or PEM text of the client key, without passphrase
 * @param expectedHostKeys public key lines ({@code ssh-ed25519 AAAA…}) or fingerprints ({@code SHA256:…}), any of which
 *     the host may present; empty means that no connection is made
 */
public record HostAddress(
        String host, String address, int port, String user, Secret privateKey, List<String> expectedHostKeys) {

    public HostAddress {
        requireText(host, "host");
        requireText(address, "address");
        requireText(user, "user");
        requireNonNull(privateKey, "privateKey");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be between 1 and 65535: " + port);
        }
        expectedHostKeys = List.copyOf(expectedHostKeys);
    }

    /** Name and endpoint as messages show it, such as {@code app-1 (203.0.113.7:22)}. */
    public String display() {
        return "%s (%s:%d)".formatted(host, address, port);
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
