package dev.stagecraft.sandbox.host;

import java.time.Duration;
import java.util.Set;

/**
 * What a registry knows of an image, and how its containers will behave.
 *
 * @param digest {@code sha256:…}
 * @param ports on which a container listens, when it listens
 * @param delay until a {@code SLOW} one listens
 */
public record SimulatedImage(String digest, Behaviour behaviour, Set<Integer> ports, Duration delay) {

    /** The kinds of container, the same as those of the real example images. */
    public enum Behaviour {
        /** Listens at once and answers 200. */
        GOOD,
        /** Listens at once and answers 500. */
        UNHEALTHY,
        /** Exits with status 1 as soon as it is started. */
        CRASHING,
        /** Exits with status 0 as soon as it is started. */
        FINISHING,
        /** Runs and never listens. */
        HANGING,
        /** Answers 200, but only after its delay. */
        SLOW
    }

    public SimulatedImage {
        ports = Set.copyOf(ports);
    }

    /** Listens on 8080 at once and answers 200. */
    public static SimulatedImage good(String digest) {
        return new SimulatedImage(digest, Behaviour.GOOD, Set.of(8080), Duration.ZERO);
    }

    public SimulatedImage behaving(Behaviour other) {
        return new SimulatedImage(digest, other, ports, delay);
    }

    public SimulatedImage after(Duration slowness) {
        return new SimulatedImage(digest, Behaviour.SLOW, ports, slowness);
    }

    public SimulatedImage listeningOn(Integer... others) {
        return new SimulatedImage(digest, behaviour, Set.of(others), delay);
    }
}
