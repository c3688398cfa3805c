package dev.stagecraft.cluster;

import dev.stagecraft.secret.Secret;
import java.util.Map;

/**
 * What the operator generated for a resource and must not lose.
 *
 * @param fingerprintKey the HMAC key under which values are fingerprinted, so that a fingerprint says nothing of a value
 * @param hostKeys by host name, the SSH identity that the host is given at birth
 */
public record Identity(Secret fingerprintKey, Map<String, HostKey> hostKeys) {
    public Identity {
        hostKeys = Map.copyOf(hostKeys);
    }

    /**
     * A host's SSH identity.
     *
     * @param publicKey one line as in known_hosts, such as {@code ssh-ed25519 AAAA…}
     * @param privateKey PEM in OpenSSH's format
     */
    public record HostKey(String publicKey, Secret privateKey) {}
}
