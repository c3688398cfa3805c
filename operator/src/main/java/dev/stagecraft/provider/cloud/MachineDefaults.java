package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What a host is made with where its own entry leaves it open. */
public record MachineDefaults(Optional<String> size, Optional<String> region, Optional<String> image) {
    /** Nothing: hosts are taken as they are. */
    public static final MachineDefaults NONE =
            new MachineDefaults(Optional.empty(), Optional.empty(), Optional.empty());

    public MachineDefaults {
        requireNonNull(size, "size");
        requireNonNull(region, "region");
        requireNonNull(image, "image");
    }
}
