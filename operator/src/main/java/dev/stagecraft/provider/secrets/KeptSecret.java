package dev.stagecraft.provider.secrets;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A Secret in the resource's own namespace.
 *
 * @param key the only key that counts; empty for all of them
 */
public record KeptSecret(String name, Optional<String> key) {
    public KeptSecret {
        requireNonNull(name, "name");
        requireNonNull(key, "key");
    }
}
