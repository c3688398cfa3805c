package dev.stagecraft.reconcile.step;

import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.Probe;
import dev.stagecraft.reconcile.gather.Served;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether containers are fit to serve: running, healthy by their own check where they have one, answering by the service's
 * {@code health} where it has one, and running for a while where they have neither.
 */
public final class ContainerHealth {
    private static final int LOG_LINES = 5;

    /** The engine doubles its wait after each restart: so many take it about 13 s and the time the container ran. */
    private static final int REPEATED = 7;

    private final Duration settle;

    /**
     * @param settle how long a container without any check must run before it counts as healthy
     */
    public ContainerHealth(Duration settle) {
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

    /** Whether the container ended well and is left so, as those of jobs are; one that is checked is none of them. */
    public boolean finished(Container container, Served.Service service) {
        return endedWell(container) && service.mayEnd() && !service.checked();
    }

    /** Whether the container ran to its end with code 0. */
    static boolean endedWell(Container container) {
        return container.state() == Container.State.EXITED && container.exitCode() == 0;
    }

    Verdict judge(OnHost host, Served.Service service, List<Container> containers) {
        if (containers.size() < service.replicas()) {
            return new Verdict.NotYet(
                    containers.size() + " of " + service.replicas() + " containers of " + service.name() + " exist");
        }
        for (var container : containers) {
            var verdict = judge(host, service, container);
            if (!(verdict instanceof Verdict.Healthy)) {
                return verdict;
            }
        }
        return new Verdict.Healthy();
    }

    /** As {@link #judge}, for a service that others wait for to end. */
    Verdict judgeEnd(OnHost host, Served.Service service, List<Container> containers) {
        if (!containers.isEmpty() && containers.stream().allMatch(ContainerHealth::endedWell)) {
            return new Verdict.Healthy();
        }
        var failed = containers.stream()
                .filter(container -> container.state() == Container.State.EXITED && !endedWell(container))
                .findFirst();
        return failed.<Verdict>map(container -> new Verdict.Broken("container " + container.name()
                        + " exited with code " + container.exitCode() + logs(host, container)))
                .orElseGet(() ->
                        new Verdict.NotYet("service " + service.name() + " has not ended, and others wait for it to"));
    }

    private Verdict judge(OnHost host, Served.Service service, Container container) {
        if (finished(container, service)) {
            return new Verdict.Healthy();
        }
        if (crashesAgainAndAgain(host, container)) {
            return new Verdict.Broken("container " + container.name() + " ended and was restarted "
                    + container.restarts() + " times" + logs(host, container));
        }
        return switch (container.state()) {
            case EXITED, DEAD ->
                new Verdict.Broken("container " + container.name() + " exited with code " + container.exitCode()
                        + logs(host, container));
            case CREATED, PAUSED, RESTARTING, REMOVING ->
                new Verdict.NotYet("container " + container.name() + " is "
                        + container.state().name().toLowerCase(java.util.Locale.ROOT));
            case RUNNING -> running(host, service, container);
        };
    }

    /** One that has run for long may have been restarted often in its life; that says nothing about this release. */
    private static boolean crashesAgainAndAgain(OnHost host, Container container) {
        boolean fresh = container.createdAt().plus(host.healthWait()).isAfter(host.now());
        return container.restarts() >= REPEATED && (fresh || container.state() == Container.State.RESTARTING);
    }

    private Verdict running(OnHost host, Served.Service service, Container container) {
        var probe = probe(host.project(), service, container);
        return switch (container.health()) {
            case STARTING -> new Verdict.NotYet("the health check of " + container.name() + " has not passed yet");
            case UNHEALTHY ->
                new Verdict.NotYet("the health check of " + container.name() + " fails" + logs(host, container));
            case HEALTHY -> probe.<Verdict>map(Verdict.NotYet::new).orElseGet(Verdict.Healthy::new);
            case NONE -> {
                if (probe.isPresent()) {
                    yield new Verdict.NotYet(probe.get());
                }
                yield probed(service) || settled(host, container)
                        ? new Verdict.Healthy()
                        : new Verdict.NotYet("container " + container.name() + " has just started");
            }
        };
    }

    private static boolean probed(Served.Service service) {
        return service.policy().filter(policy -> policy.health() != null).isPresent();
    }

    private boolean settled(OnHost host, Container container) {
        return container
                .startedAt()
                .filter(started -> !started.plus(settle).isAfter(host.now()))
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

    private static String logs(OnHost host, Container container) {
        var tail = host.project().logsTail(container.id(), LOG_LINES).strip();
        return tail.isEmpty()
                ? ""
                : "; its log ends: " + host.context().sanitizer().clean(tail);
    }
}
