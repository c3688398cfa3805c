package dev.stagecraft.sandbox.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A service of a Compose file with everything resolved.
 *
 * @param hash of all of it; another hash means another container
 */
record ServiceSpec(
        String name,
        String image,
        Map<String, String> environment,
        Map<String, String> labels,
        boolean checked,
        int replicas,
        String restart,
        Optional<Duration> stopGrace,
        String hash) {}
