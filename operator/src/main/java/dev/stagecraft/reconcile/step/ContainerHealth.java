package dev.stagecraft.reconcile.step;

import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.Probe;
import dev.stagecraft.reconcile.gather.Served;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether containers are fit to serve: running, healthy by their own check where they have one, answering by the service's
 * {@code health} where it has one, and running for a while where they have neither.
 */
public final class ContainerHealth {
    private static final int LOG_LINES = 5;

    private final Clock clock;
    private final Duration settle;

    /**
     * @param settle how long a container without any check must run before it counts as healthy
     */
    public ContainerHealth(Clock clock, Duration settle) {
        this.clock = clock;
        this.settle = settle;
    }

    /** What was seen of a service. */
    sealed interface Verdict {
        record Healthy() implements Verdict {}

        /** It may become healthy. */
        record NotYet(String why) implements Verdict {}

        /** It will not. */
        record Broken(String why) implements Verdict {}
    }

    /** Whether the container is of this release; for an accessory any is. */
    public boolean isOf(Container container, Served.Service service) {
        return service.manual() || service.hash().equals(container.labels().get(ComposeRenderer.HASH_LABEL));
    }

    Verdict judge(StepContext context, ComposeProject project, Served.Service service, List<Container> containers) {
        if (containers.size() < service.replicas()) {
            return new Verdict.NotYet(
                    containers.size() + " of " + service.replicas() + " containers of " + service.name() + " exist");
        }
        for (var container : containers) {
            var verdict = judge(context, project, service, container);
            if (!(verdict instanceof Verdict.Healthy)) {
                return verdict;
            }
        }
        return new Verdict.Healthy();
    }

    private Verdict judge(StepContext context, ComposeProject project, Served.Service service, Container container) {
        return switch (container.state()) {
            case EXITED, DEAD ->
                new Verdict.Broken("container " + container.name() + " exited with code " + container.exitCode()
                        + logs(context, project, container));
            case CREATED, PAUSED, RESTARTING, REMOVING ->
                new Verdict.NotYet("container " + container.name() + " is "
                        + container.state().name().toLowerCase(java.util.Locale.ROOT));
            case RUNNING -> running(context, project, service, container);
        };
    }

    private Verdict running(StepContext context, ComposeProject project, Served.Service service, Container container) {
        var probe = probe(project, service, container);
        return switch (container.health()) {
            case STARTING -> new Verdict.NotYet("the health check of " + container.name() + " has not passed yet");
            case UNHEALTHY ->
                new Verdict.NotYet(
                        "the health check of " + container.name() + " fails" + logs(context, project, container));
            case HEALTHY -> probe.<Verdict>map(Verdict.NotYet::new).orElseGet(Verdict.Healthy::new);
            case NONE -> {
                if (probe.isPresent()) {
                    yield new Verdict.NotYet(probe.get());
                }
                yield probed(service) || settled(container)
                        ? new Verdict.Healthy()
                        : new Verdict.NotYet("container " + container.name() + " has just started");
            }
        };
    }

    private static boolean probed(Served.Service service) {
        return service.policy().filter(policy -> policy.health() != null).isPresent();
    }

    private boolean settled(Container container) {
        return container
                .startedAt()
                .filter(started -> !started.plus(settle).isAfter(clock.instant()))
                .isPresent();
    }

    /** What is wrong by the service's own health endpoint; empty when it passes or has none. */
    private static Optional<String> probe(ComposeProject project, Served.Service service, Container container) {
        var check = service.policy().map(policy -> policy.health());
        if (check.isEmpty()) {
            return Optional.empty();
        }
        var address = container.address();
        if (address.isEmpty()) {
            return Optional.of("container " + container.name() + " has no address on the host to probe");
        }
        var path = check.get().path().isEmpty() ? "/" : check.get().path();
        var what = "GET " + path + " on port " + check.get().port() + " of " + container.name();
        return switch (project.probe(address.get(), check.get().port(), path)) {
            case Probe.Answered(var status) when status >= 200 && status < 400 -> Optional.empty();
            case Probe.Answered(var status) -> Optional.of(what + " answered " + status);
            case Probe.Silent(var why) -> Optional.of(what + ": " + why);
        };
    }

    private static String logs(StepContext context, ComposeProject project, Container container) {
        var tail = project.logsTail(container.id(), LOG_LINES).strip();
        return tail.isEmpty()
                ? ""
                : "; its log ends: " + context.gathered().sanitizer().clean(tail);
    }
}
