package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Programs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The services that run in containers: brought up before the rest, and brought down when all is over. Volumes stay. */
final class Infrastructure {
    /** What its own lines begin with. */
    static final String NAME = "compose";

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PROGRAM_ENDS = Duration.ofSeconds(5);
    private static final Duration DOWN = Duration.ofSeconds(90);
    private static final Duration HURRIED_DOWN = Duration.ofSeconds(30);

    private final ComposeTool compose;
    private final Programs programs;
    private final Map<String, String> environment;
    private final Lines lines;
    private final String mark;
    private final Clock clock;

    /**
     * @param environment of Compose itself
     * @param mark of this run's processes
     * @param clock by which Docker knows when a line was printed
     */
    Infrastructure(
            ComposeTool compose,
            Programs programs,
            Map<String, String> environment,
            Lines lines,
            String mark,
            Clock clock) {
        this.compose = compose;
        this.programs = programs;
        this.environment = Map.copyOf(environment);
        this.lines = lines;
        this.mark = mark;
        this.clock = clock;
    }

    /**
     * Starts them and waits for those that have a health check.
     *
     * @throws CommandFailure where one cannot be started, ends with a failure, or is not healthy in time
     */
    void up(List<String> services, Duration healthy, StopRequest stop) throws InterruptedException {
        OptionalInt code = run(compose.up(services), stop);
        if (code.orElse(0) != 0) {
            throw CommandFailure.of("Compose could not start %s (code %d); its own words are above."
                    .formatted(String.join(", ", services), code.getAsInt()));
        }
        Patience patience = Patience.of(healthy);
        for (String service : services) {
            await(service, healthy, patience, stop);
        }
    }

    private void await(String service, Duration healthy, Patience patience, StopRequest stop)
            throws InterruptedException {
        boolean told = false;
        while (!stop.asked()) {
            List<ContainerState> states = states(service, stop);
            for (ContainerState state : states) {
                state.failure().ifPresent(how -> {
                    throw failed(service, how, stop);
                });
            }
            Optional<ContainerState> starting =
                    states.stream().filter(ContainerState::starting).findFirst();
            if (starting.isEmpty()) {
                return;
            }
            if (patience.over()) {
                throw failed(service, starting.get().unready() + " after " + Supervisor.seconds(healthy), stop);
            }
            if (!told) {
                lines.say("waiting for " + service + " to be healthy");
                told = true;
            }
            if (stop.await(LOOK)) {
                return;
            }
        }
    }

    /** Empty also where it is asked to stop meanwhile. */
    private List<ContainerState> states(String service, StopRequest stop) {
        List<String> containers = programs.run(compose.containers(service), stop.whenAsked())
                .map(result -> result.out().lines().filter(id -> !id.isBlank()).toList())
                .orElse(List.of());
        return containers.isEmpty()
                ? List.of()
                : programs.run(ContainerState.inspect(containers), stop.whenAsked()).stream()
                        .flatMap(result -> result.out().lines())
                        .flatMap(line -> ContainerState.read(line).stream())
                        .toList();
    }

    private CommandFailure failed(String service, String how, StopRequest stop) {
        programs.run(compose.lastWords(service), stop.whenAsked())
                .ifPresent(result -> result.out().lines().forEach(line -> lines.line(service, line)));
        return CommandFailure.of("Service '%s' %s; its last lines are above.".formatted(service, how));
    }

    /** What shows the output of one of them from the beginning. */
    Child log(String service) {
        return log(service, compose.follow(service));
    }

    /** What shows the output from now on, when the log has ended; empty where the service has done its work. */
    Optional<Child> logAgain(String service, StopRequest stop) {
        List<String> command = compose.follow(service, clock.instant());
        try {
            List<ContainerState> states = states(service, stop);
            return !states.isEmpty() && states.stream().allMatch(ContainerState::done)
                    ? Optional.empty()
                    : Optional.of(log(service, command));
        } catch (CommandFailure _) {
            // What Docker does not answer now it may answer when it is asked for the log.
            return Optional.of(log(service, command));
        }
    }

    private Child log(String service, List<String> command) {
        return child(service, "the log of " + service, command);
    }

    /** Brings all of it down; {@code stop} makes it hurry. Also with an engine that hangs it comes to an end. */
    void down(StopRequest stop) throws InterruptedException {
        down(stop, DOWN, HURRIED_DOWN);
    }

    /** With other limits. */
    void down(StopRequest stop, Duration limit, Duration hurried) throws InterruptedException {
        OptionalInt code = run(compose.down(10), stop, limit);
        if (code.isEmpty()) {
            code = run(compose.down(0), new StopRequest(), hurried);
        }
        if (code.orElse(1) != 0) {
            lines.say("Compose could not be brought down; run %s to see why."
                    .formatted(String.join(" ", compose.program()) + " --project-name " + compose.project() + " down"));
        }
    }

    /** Stopped also when it takes longer than that. */
    private OptionalInt run(List<String> command, StopRequest stop, Duration limit) throws InterruptedException {
        var limited = new StopRequest();
        Thread timer = Thread.startVirtualThread(() -> {
            try {
                boolean _ = stop.await(limit);
                limited.request();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return run(command, limited);
        } finally {
            timer.interrupt();
        }
    }

    private OptionalInt run(List<String> command, StopRequest stop) throws InterruptedException {
        try {
            return new ChildRun(child(NAME, "Compose", command), lines, PROGRAM_ENDS).run(stop);
        } catch (IOException e) {
            throw CommandFailure.of("%s cannot be run.".formatted(command.getFirst()), e);
        }
    }

    private Child child(String name, String title, List<String> command) {
        return new Child(name, title, mark + "/" + name, compose.root(), command, new TreeMap<>(environment));
    }
}
