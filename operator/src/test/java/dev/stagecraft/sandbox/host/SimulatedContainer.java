package dev.stagecraft.sandbox.host;

import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A container as it was created; {@code running} is whether it was last started or stopped.
 *
 * @param checked whether it declares a health check
 * @param restart the policy, as the Compose file writes it
 */
public record SimulatedContainer(
        String id,
        String name,
        String project,
        String service,
        int number,
        String reference,
        SimulatedImage image,
        String hash,
        Map<String, String> environment,
        Map<String, String> labels,
        String address,
        boolean checked,
        String restart,
        Optional<Duration> stopGrace,
        Instant createdAt,
        Instant startedAt,
        Optional<Instant> stoppedAt,
        boolean running) {

    static final int CRASHED = 1;

    /** When the engine says that a container was started which never was. */
    static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    public SimulatedContainer {
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
    }

    /** Another container like this one, of another service. */
    SimulatedContainer as(String newId, String newService) {
        var newLabels = new TreeMap<>(labels);
        newLabels.put("com.docker.compose.service", newService);
        return new SimulatedContainer(
                newId,
                name + "-" + newService,
                project,
                newService,
                number,
                reference,
                image,
                hash,
                environment,
                newLabels,
                address,
                checked,
                restart,
                stopGrace,
                createdAt,
                startedAt,
                stoppedAt,
                running);
    }

    SimulatedContainer started(Instant now) {
        return with(now, Optional.empty(), true);
    }

    SimulatedContainer stopped(Instant now) {
        return with(startedAt, Optional.of(now), false);
    }

    /** The same with another program in it. */
    SimulatedContainer running(Behaviour program) {
        return new SimulatedContainer(
                id,
                name,
                project,
                service,
                number,
                reference,
                image.behaving(program),
                hash,
                environment,
                labels,
                address,
                checked,
                restart,
                stopGrace,
                createdAt,
                startedAt,
                stoppedAt,
                running);
    }

    /** When it ended; what ends by itself does so at once. */
    Instant finishedAt() {
        return state().equals("exited") ? stoppedAt.orElse(startedAt) : NEVER;
    }

    boolean everStarted() {
        return !startedAt.equals(NEVER);
    }

    boolean oneOff() {
        return "True".equals(labels.get("com.docker.compose.oneoff"));
    }

    String state() {
        if (!everStarted()) {
            return "created";
        }
        if (!running) {
            return "exited";
        }
        return switch (image.behaviour()) {
            case CRASHING -> restarts() ? "restarting" : "exited";
            case FINISHING -> "exited";
            case GOOD, UNHEALTHY, HANGING, SLOW -> "running";
        };
    }

    private boolean restarts() {
        return !restart.equals("no");
    }

    /** The engine waits 100 ms before it starts a container again, and twice as long each time. */
    int restartCount(Instant now) {
        if (!state().equals("restarting")) {
            return 0;
        }
        long tenths = Math.max(0, Duration.between(startedAt, now).toMillis() / 100);
        return 63 - Long.numberOfLeadingZeros(tenths + 1);
    }

    /** A container that is started again and again was always started just now. */
    Instant lastStart(Instant now) {
        return state().equals("restarting") ? now : startedAt;
    }

    int exitCode() {
        return image.behaviour() == Behaviour.CRASHING ? CRASHED : 0;
    }

    boolean listens(int port, Instant now) {
        return state().equals("running")
                && image.behaviour() != Behaviour.HANGING
                && image.ports().contains(port)
                && !now.isBefore(startedAt.plus(image.delay()));
    }

    int httpStatus() {
        return image.behaviour() == Behaviour.UNHEALTHY ? 500 : 200;
    }

    String health(Instant now) {
        if (!checked) {
            return "none";
        }
        return switch (image.behaviour()) {
            case GOOD -> "healthy";
            case UNHEALTHY, CRASHING, HANGING, FINISHING -> "unhealthy";
            case SLOW -> now.isBefore(startedAt.plus(image.delay())) ? "starting" : "healthy";
        };
    }

    private SimulatedContainer with(Instant start, Optional<Instant> stop, boolean runs) {
        return new SimulatedContainer(
                id,
                name,
                project,
                service,
                number,
                reference,
                image,
                hash,
                environment,
                labels,
                address,
                checked,
                restart,
                stopGrace,
                createdAt,
                start,
                stop,
                runs);
    }
}
