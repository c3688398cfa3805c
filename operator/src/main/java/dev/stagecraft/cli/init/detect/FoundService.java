package dev.stagecraft.cli.init.detect;

import java.util.List;
import java.util.Optional;

/**
 * A service of the Compose file.
 *
 * @param image as written; empty where there is none
 * @param build the directory that it is built from, from the root of the project; empty text for the root itself
 * @param health the endpoint that its health check asks, inside the container
 * @param neighbours accessories that it reaches by their name in the file, which only works on the same host
 * @param publishes whether a port of it is bound on the host
 * @param ports those ports, as far as they are numbers
 */
public record FoundService(
        String name,
        String image,
        Optional<String> build,
        Optional<Accessory> accessory,
        Optional<Endpoint> health,
        List<String> neighbours,
        List<String> profiles,
        boolean publishes,
        List<HostPort> ports) {
    public FoundService {
        neighbours = List.copyOf(neighbours);
        profiles = List.copyOf(profiles);
        ports = List.copyOf(ports);
    }

    /** Path and port of a health endpoint. */
    public record Endpoint(String path, int port) {}
}
