package dev.stagecraft.sandbox.host;

import java.util.Map;
import java.util.Optional;

/** Where simulated hosts pull from and push to. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface SimulatedRegistry {

    /** The image of a reference, by tag or digest; empty when there is none. */
    Optional<SimulatedImage> find(String reference);

    /**
     * Whether a host may pull; empty when it may, else what docker says.
     *
     * @param login the text of Docker's config.json, or nothing
     */
    default Optional<String> objection(String reference, String login) {
        return Optional.empty();
    }

    /**
     * Takes an image, and is empty when it did; else what docker says.
     *
     * @param facts what the image is made of; the same facts give the same digest
     * @param login the text of Docker's config.json, or nothing
     */
    default Optional<String> push(String reference, Map<String, String> facts, String login) {
        return Optional.of("denied: requested access to the resource is denied");
    }
}
