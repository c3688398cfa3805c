package dev.stagecraft.plan;

import java.util.Optional;

/**
 * A host as the resource wants it; {@code hosts[].count} is expanded already.
 *
 * @param name unique in the resource, such as {@code app-2}
 * @param path where the resource declares it, such as {@code spec.hosts[1]}
 */
public record HostTarget(
        String name,
        String role,
        int index,
        String path,
        Optional<String> size,
        Optional<String> region,
        Optional<String> image,
        boolean protect) {}
