package dev.stagecraft.source;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.util.Optional;

/**
 * What a repository is opened with, as it stands in a Kubernetes Secret.
 */
public sealed interface GitCredentials {
    /** Keys {@code username} and {@code password}; the password may be a token. */
    record Basic(Secret username, Secret password) implements GitCredentials {
        public Basic {
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }
    }

    /** Keys {@code ssh-privatekey} and {@code known_hosts}; without the latter no server can be trusted. */
    record SshKey(Secret privateKey, Optional<String> knownHosts) implements GitCredentials {
        public SshKey {
            requireNonNull(privateKey, "privateKey");
            requireNonNull(knownHosts, "knownHosts");
        }
    }
}
