package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.Container;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Brings a host's containers to a release, service after service in start order.
 *
 * <p>A service that can run twice is started first: the new containers beside the old ones, the old ones stopped when the new
 * ones are healthy, and the new ones taken away again when they do not become so, which leaves the old ones serving. Every
 * other service is replaced by Compose, stop first. An accessory (strategy Manual) is started where it is absent and otherwise
 * left alone. Containers of services that the file no longer has go last, when the others are healthy.
 */
final class RollOut implements StepAction {
    private final HostSessions sessions;
    private final ContainerHealth health;
    private final Duration poll;
    private final RolloutPatience patience;
    private final Prerequisites prerequisites;

    RollOut(HostSessions sessions, ContainerHealth health, Clock clock, Duration poll) {
        this.sessions = sessions;
        this.health = health;
        this.poll = poll;
        this.patience = new RolloutPatience(health, clock, poll);
        this.prerequisites = new Prerequisites(health, patience);
    }

    @Override
    public StepOutcome run(StepContext context) {
        var services = context.services();
        return sessions.with(context.address(), session -> {
            var host = OnHost.of(context, session);
            host.project().directory().verifyOwner();
            for (var service : services) {
                var outcome = prerequisites.outcome(host, services, service);
                if (outcome instanceof StepOutcome.Done) {
                    outcome = roll(host, services, service);
                }
                if (!(outcome instanceof StepOutcome.Done)) {
                    return outcome;
                }
            }
            return removeOrphans(host, services);
        });
    }

    private StepOutcome roll(OnHost host, List<Served.Service> services, Served.Service service) {
        var present = OnHost.containersOf(host.project().containers(), service);
        var fresh = fresh(present, service);
        var old =
                present.stream().filter(container -> !fresh.contains(container)).toList();
        if (isThere(service, present, fresh, old)) {
            return done();
        }
        boolean oldRuns = old.stream().anyMatch(Container::running);
        if (!service.manual() && oldRuns && service.stopFirst().isEmpty()) {
            return startFirst(host, service, fresh, old);
        }
        if (present.isEmpty() && service.stopFirst().isPresent()) {
            // It may be one of the orphans under a new name, and then both want the same port or volume.
            host.project().stopAndRemove(orphans(host, services), host.drainWait());
        }
        host.project().up(host.context().release().id(), List.of(service.name()), service.drain(host.drainWait()));
        return done();
    }

    /** A job that ended well must not run again, and an accessory that runs is left alone. */
    private boolean isThere(
            Served.Service service, List<Container> present, List<Container> fresh, List<Container> old) {
        if (service.manual() && present.stream().anyMatch(Container::running)) {
            return true;
        }
        return old.isEmpty()
                && !fresh.isEmpty()
                && fresh.size() >= service.replicas()
                && fresh.stream().allMatch(container -> health.finished(container, service));
    }

    private List<Container> fresh(List<Container> present, Served.Service service) {
        return present.stream()
                .filter(container -> health.isOf(container, service))
                .toList();
    }

    private StepOutcome startFirst(OnHost host, Served.Service service, List<Container> fresh, List<Container> old) {
        if (fresh.size() < service.replicas()) {
            host.project().scaleUp(host.context().release().id(), service.name(), old.size() + service.replicas());
            return new StepOutcome.Waiting(
                    poll, "new containers of " + service.name() + " start beside the old ones", Map.of());
        }
        return switch (patience.settled(host, service, fresh)) {
            case StepOutcome.Done done -> {
                host.project().stopAndRemove(old, service.drain(host.drainWait()));
                yield done;
            }
            case StepOutcome.Refused refused -> {
                host.project().stopAndRemove(fresh, service.drain(host.drainWait()));
                yield HealthFailure.after(refused, "its new containers were removed and the old ones still serve");
            }
            case StepOutcome.Waiting waiting -> waiting;
            case StepOutcome.Failed failed -> failed;
            case StepOutcome.Postponed postponed -> postponed;
        };
    }

    private StepOutcome removeOrphans(OnHost host, List<Served.Service> services) {
        var orphans = orphans(host, services);
        if (orphans.isEmpty()) {
            return done();
        }
        var containers = host.project().containers();
        for (var service : services) {
            if (!service.manual()) {
                var outcome = patience.settled(host, service, fresh(OnHost.containersOf(containers, service), service));
                if (outcome instanceof StepOutcome.Refused refused) {
                    return HealthFailure.after(
                            refused, "the containers of services that the file no longer has still run");
                }
                if (!(outcome instanceof StepOutcome.Done)) {
                    return outcome;
                }
            }
        }
        host.project().stopAndRemove(orphans, host.drainWait());
        return done();
    }

    private static List<Container> orphans(OnHost host, List<Served.Service> services) {
        var wanted = services.stream().map(Served.Service::name).toList();
        return host.project().containers().stream()
                .filter(container -> !container.oneOff() && !wanted.contains(container.service()))
                .toList();
    }

    private static StepOutcome done() {
        return new StepOutcome.Done(Map.of());
    }
}
