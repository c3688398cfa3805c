package dev.stagecraft.host;

import dev.stagecraft.secret.Secret;

/** Makes connections. Safe for use by many threads. */
public interface HostConnector {

    /**
     * Connects, verifies the host's key and authenticates, all within a bounded time.
     *
     * @throws HostException when any of that fails; see its code
     */
    HostConnection connect(HostAddress address);

    /**
     * The {@code authorized_keys} line, without comment, of a client private key.
     *
     * @throws HostException with {@code BAD_KEY} when the text is no usable private key
     */
    String publicKeyOf(Secret privateKey);
}
