package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One logical host of the resource, as {@code spec.hosts} expands.
 *
 * @param host logical name, such as {@code app-1}: a DNS label
 * @param index counts from 1 within its entry of {@code spec.hosts}, 0 where the entry has no count
 * @param size overrides the provider's configuration, as do {@code region} and {@code image}
 */
public record MachineRequest(
        String host, String role, int index, Optional<String> size, Optional<String> region, Optional<String> image) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public MachineRequest {
        if (!LABEL.matcher(host).matches()) {
            throw new IllegalArgumentException("A host is a DNS label, which '" + host + "' is not.");
        }
        if (!LABEL.matcher(role).matches()) {
            throw new IllegalArgumentException("A role is a DNS label, which '" + role + "' is not.");
        }
        if (index < 0) {
            throw new IllegalArgumentException("A host's index is not negative: " + index);
        }
        requireNonNull(size, "size");
        requireNonNull(region, "region");
        requireNonNull(image, "image");
    }

    /** A host that takes size, region and image from the provider's configuration. */
    public static MachineRequest of(String host, String role, int index) {
        return new MachineRequest(host, role, index, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
