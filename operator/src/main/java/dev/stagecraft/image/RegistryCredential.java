package dev.stagecraft.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.util.Base64;

/** How to log in to one registry. Two are equal when they hold the same values. */
public sealed interface RegistryCredential {
    /** A name and a password, or a token in the place of one; the name has no colon. */
    record Basic(String user, Secret password) implements RegistryCredential {
        public Basic {
            requireNonNull(password, "password");
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("The name of a registry's user has no colon.");
            }
        }

        /** {@code user:password} in base64, as it goes into a header and into a {@code config.json}. */
        public Secret auth() {
            return Secret.of(Base64.getEncoder().encodeToString((user + ":" + password.reveal()).getBytes(UTF_8)));
        }

        /** For some registries the name is a token too. */
        @Override
        public String toString() {
            return "a registry's user and password";
        }
    }

    /** A token that is exchanged for one of the registry, as {@code docker login} keeps it for some of them. */
    record IdentityToken(Secret token) implements RegistryCredential {
        public IdentityToken {
            requireNonNull(token, "token");
        }
    }
}
