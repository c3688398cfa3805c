package dev.stagecraft.provider.cloud.fixed;

import dev.stagecraft.provider.SecretReference;
import java.util.Optional;

/** One entry of the configuration; {@code hostKey} and {@code hostKeySecret} exclude each other. */
record FixedHost(
        String name,
        String address,
        Optional<Integer> port,
        Optional<String> hostKey,
        Optional<SecretReference> hostKeySecret) {}
