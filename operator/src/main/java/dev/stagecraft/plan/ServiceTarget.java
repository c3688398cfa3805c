package dev.stagecraft.plan;

import java.util.Optional;

/**
 * A service as a release wants it on every host of its role.
 *
 * @param image pinned by digest
 * @param manual an accessory: started when it is absent, never rolled by a release
 * @param stopFirst why the old container must go before the new one can start; empty when both can run side by side
 */
public record ServiceTarget(String name, String role, String image, boolean manual, Optional<String> stopFirst) {}
