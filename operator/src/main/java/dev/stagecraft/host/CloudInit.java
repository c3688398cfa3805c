package dev.stagecraft.host;

import dev.stagecraft.secret.Secret;
import java.util.regex.Pattern;

/** The user data with which a cloud creates a host that we can verify and log in to. Pure. */
public final class CloudInit {

    private static final Pattern KEY_LINE = Pattern.compile("[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}( [A-Za-z0-9@._-]+)?");

    private CloudInit() {}

    /**
     * A cloud-config that installs the host key and lets root log in with the client key only. It holds the private host
     * key, hence the type; see ADR 5 for who can read it.
     *
     * <p>A cloud that is given no SSH key gives root a password that has expired, after which no command runs before
     * somebody typed a new one. So expiry is turned off for what the cloud itself asks of cloud-init, and root's password
     * is taken away before SSH is up and again after the cloud's own scripts.
     *
     * @param authorizedKey one {@code authorized_keys} line without options
     */
    public static Secret userData(HostIdentity identity, String authorizedKey) {
        if (!KEY_LINE.matcher(authorizedKey).matches()) {
            throw new IllegalArgumentException("authorizedKey must be one public key line without options");
        }
        var privateKey = identity.privateKey().reveal().strip().indent(4);
        return Secret.of("""
                #cloud-config
                disable_root: false
                ssh_pwauth: false
                ssh_deletekeys: true
                chpasswd: {expire: false}
                bootcmd:
                  - [usermod, --password, '*', root]
                  - [chage, --maxdays, '-1', --expiredate, '-1', root]
                runcmd:
                  - [usermod, --password, '*', root]
                  - [chage, --maxdays, '-1', --expiredate, '-1', root]
                ssh_keys:
                  ed25519_private: |
                %s  ed25519_public: %s
                ssh_authorized_keys:
                  - %s
                """.formatted(privateKey, identity.publicKey(), authorizedKey));
    }
}
