package dev.stagecraft.plan;

import java.util.Optional;

/**
 * A service as a release wants it on every host of its role.
 *
 * @param image pinned by digest
 * @param hash the fingerprint of its rendered definition
 * @param manual an accessory: started when it is absent, never rolled by a release
 * @param keepsData whether it has a named volume
 * @param stopFirst why the old container must go before the new one can start; empty when both can run side by side
 */
public record ServiceTarget(
        String name,
        String role,
        String image,
        String hash,
        boolean manual,
        boolean keepsData,
        Optional<String> stopFirst) {}
