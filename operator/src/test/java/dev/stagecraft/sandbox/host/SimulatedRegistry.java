package dev.stagecraft.sandbox.host;

import java.util.Optional;

/** Where simulated hosts pull from. Implementations are safe for use by many threads. */
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
}
