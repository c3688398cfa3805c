package dev.stagecraft.provider;

import static java.util.Objects.requireNonNull;

/**
 * A key of a Secret in the resource's own namespace; there is no way to name another one.
 *
 * @param path where the configuration names it; the resolved value is handed back under this path
 */
public record SecretReference(String name, String key, String path) {
    public SecretReference {
        requireNonNull(name, "name");
        requireNonNull(key, "key");
        requireNonNull(path, "path");
    }
}
