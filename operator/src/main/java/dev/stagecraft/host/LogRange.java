package dev.stagecraft.host;

import java.util.Optional;

/**
 * Which lines of a container's log are wanted.
 *
 * @param tail how many of the last ones; empty for all
 * @param since a time as RFC 3339 has it, or how long ago as in {@code 1h30m}; empty for the beginning
 */
public record LogRange(Optional<Integer> tail, Optional<String> since) {
    /** All that the engine has kept. */
    public static final LogRange ALL = new LogRange(Optional.empty(), Optional.empty());

    /** From that time on, that very moment included. */
    public static LogRange from(String time) {
        return new LogRange(Optional.empty(), Optional.of(time));
    }
}
