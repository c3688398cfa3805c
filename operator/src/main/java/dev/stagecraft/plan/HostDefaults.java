package dev.stagecraft.plan;

import java.util.Optional;

/**
 * What a host gets where its own entry leaves it open.
 *
 * @param path of the cloud provider's configuration, which says so, such as {@code spec.cloud.providers.digitalocean}
 */
public record HostDefaults(String path, Optional<String> size, Optional<String> region, Optional<String> image) {}
