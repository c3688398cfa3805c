package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a host's Compose file gets beyond what the author wrote; maps are by service name.
 *
 * @param owner UID of the resource, for the label {@code dev.stagecraft.owner}
 * @param images the pinned image of every service of the file
 * @param labels further labels; they are part of the service hash, so a changing one replaces the container
 * @param environmentFingerprints changes when, and only when, an environment or variable value of the service does
 */
public record RenderRequest(
        String owner,
        Map<String, String> images,
        Map<String, Map<String, String>> labels,
        Map<String, String> environmentFingerprints) {
    public RenderRequest {
        requireNonNull(owner, "owner");
        images = Map.copyOf(images);
        labels = labels.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(new TreeMap<>(e.getValue()))));
        environmentFingerprints = Map.copyOf(environmentFingerprints);
    }
}
