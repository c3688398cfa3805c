package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A Compose file ready for a host.
 *
 * @param yaml means the same to YAML 1.1 and 1.2 readers; the same input gives the same text
 * @param serviceHashes the value of the label {@code dev.stagecraft.service-hash}, by service name
 */
public record RenderedCompose(String yaml, Map<String, String> serviceHashes) {
    public RenderedCompose {
        requireNonNull(yaml, "yaml");
        serviceHashes = Map.copyOf(serviceHashes);
    }
}
