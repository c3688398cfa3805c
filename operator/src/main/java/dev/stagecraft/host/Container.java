package dev.stagecraft.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a Compose project as the engine sees it.
 *
 * @param id the full id of 64 hex digits
 * @param service the Compose service, empty for a container that only borrowed the project's label
 * @param image the reference it was created from
 * @param addresses IP addresses by network, without the networks that gave none
 * @param oneOff whether it came from {@code compose run}
 * @param createdAt by the host's clock, as all times here
 * @param startedAt of the last start, absent before the first
 * @param finishedAt of the last run, absent while it has not ended
 * @param restarts how often the engine started it again after it had ended
 * @param exitCode of the last run, 0 while running
 * @param stopTimeout how long it asked for when it is stopped
 */
public record Container(
        String id,
        String service,
        String name,
        State state,
        Health health,
        String image,
        Map<String, String> labels,
        Map<String, String> addresses,
        boolean oneOff,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        int restarts,
        int exitCode,
        Optional<Duration> stopTimeout) {

    /** The engine's container states. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }

    /** The verdict of the container's own health check. */
    public enum Health {
        /** The container declares no check. */
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    public Container {
        labels = Map.copyOf(labels);
        addresses = Map.copyOf(addresses);
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** An address on which the host itself can reach the container; of several networks the first by name. */
    public Optional<String> address() {
        return addresses.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    }

    /** Ids of the given containers, in their order. */
    public static List<String> ids(List<Container> containers) {
        return containers.stream().map(Container::id).toList();
    }
}
