package dev.stagecraft.host;

/** The answer of a container's HTTP endpoint, asked from its host. */
public sealed interface Probe {

    /** The endpoint answered with this status. */
    record Answered(int status) implements Probe {}

    /** Nothing answered in time; {@code why} is a phrase for people. */
    record Silent(String why) implements Probe {}

    /** Whether the status is from 200 to 399. */
    default boolean passed() {
        return switch (this) {
            case Answered(var status) -> status >= 200 && status < 400;
            case Silent(var ignored) -> false;
        };
    }
}
