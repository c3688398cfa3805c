package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

/**
 * What bootstrap found on a usable host.
 *
 * @param os the name for people, such as {@code Ubuntu 24.04.1 LTS}
 * @param dockerVersion of the engine, such as {@code 28.2.2}
 */
public record HostFacts(String os, String dockerVersion, ComposeCli compose, String composeVersion) {

    public HostFacts {
        requireNonNull(os, "os");
        requireNonNull(dockerVersion, "dockerVersion");
        requireNonNull(compose, "compose");
        requireNonNull(composeVersion, "composeVersion");
    }
}
