package dev.stagecraft.sandbox.host;

import java.util.Map;

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
        String hash) {}
