package dev.stagecraft.sandbox.host;

import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container as it was created; {@code running} is whether it was last started or stopped.
 *
 * @param checked whether it declares a health check
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
        Instant startedAt,
        boolean running) {

    static final int CRASHED = 1;

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
                startedAt,
                running);
    }

    SimulatedContainer started(Instant now) {
        return with(now, true);
    }

    SimulatedContainer stopped() {
        return with(startedAt, false);
    }

    String state() {
        return running && image.behaviour() != Behaviour.CRASHING ? "running" : "exited";
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
            case UNHEALTHY, CRASHING, HANGING -> "unhealthy";
            case SLOW -> now.isBefore(startedAt.plus(image.delay())) ? "starting" : "healthy";
        };
    }

    private SimulatedContainer with(Instant start, boolean runs) {
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
                start,
                runs);
    }
}
