package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.Container;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the accessories (strategy Manual) of a host that do not run and waits until they are healthy: a migration may be for
 * one of them. Everything else on the host, the containers of an older release among it, is left alone.
 */
final class StartAccessories implements StepAction {
    private final HostSessions sessions;
    private final RolloutPatience patience;
    private final Prerequisites prerequisites;

    StartAccessories(HostSessions sessions, ContainerHealth health, Clock clock, Duration poll) {
        this.sessions = sessions;
        this.patience = new RolloutPatience(health, clock, poll);
        this.prerequisites = new Prerequisites(health, patience);
    }

    @Override
    public StepOutcome run(StepContext context) {
        var services = accessories(context.services());
        return sessions.with(context.address(), session -> {
            var host = OnHost.of(context, session);
            host.project().directory().verifyOwner();
            for (var service : services) {
                var outcome = prerequisites.outcome(host, services, service);
                if (outcome instanceof StepOutcome.Done) {
                    outcome = started(host, service);
                }
                if (!(outcome instanceof StepOutcome.Done)) {
                    return outcome;
                }
            }
            return new StepOutcome.Done(Map.of());
        });
    }

    /** Those that need no service which the rollout has yet to start. */
    private static List<Served.Service> accessories(List<Served.Service> services) {
        var found = new ArrayList<Served.Service>();
        var names = new ArrayList<String>();
        for (var service : services) {
            boolean alone = service.dependencies().stream()
                    .filter(dependency -> dependency.required())
                    .allMatch(dependency -> names.contains(dependency.service()));
            if (service.manual() && alone) {
                found.add(service);
                names.add(service.name());
            }
        }
        return found;
    }

    private StepOutcome started(OnHost host, Served.Service service) {
        var present = OnHost.containersOf(host.project().containers(), service);
        if (present.stream().noneMatch(Container::running)) {
            host.project().up(host.context().release().id(), List.of(service.name()), service.drain(host.drainWait()));
            present = OnHost.containersOf(host.project().containers(), service);
        }
        return patience.settled(host, service, present);
    }
}
