package dev.stagecraft.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * With what Jobs build images.
 *
 * @param image of rootless BuildKit
 * @param address of a daemon beside the Jobs
 * @param tlsDirectory with the client's certificate for it, read at each use
 * @param seccomp profile for a daemon in each Job's pod; never beside an address
 * @param appArmor only with {@code seccomp}
 * @param programs images by name of the program that they hold
 */
public record BuilderSettings(
        String image,
        Optional<String> address,
        Optional<Path> tlsDirectory,
        Optional<String> seccomp,
        Optional<String> appArmor,
        Map<String, String> programs) {
    public BuilderSettings {
        programs = Map.copyOf(programs);
    }
}
