package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.ComposeProject;
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
 * left alone.
 */
final class RollOut implements StepAction {
    private final HostSessions sessions;
    private final ContainerHealth health;
    private final Clock clock;
    private final Duration poll;

    RollOut(HostSessions sessions, ContainerHealth health, Clock clock, Duration poll) {
        this.sessions = sessions;
        this.health = health;
        this.clock = clock;
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var owner = Owners.of(context.gathered());
        return sessions.with(context.address(), session -> {
            var project =
                    new ComposeProject(session.connection(), session.facts().compose(), owner);
            project.directory().verifyOwner();
            for (var service : context.services()) {
                var outcome = roll(context, project, service);
                if (!(outcome instanceof StepOutcome.Done)) {
                    return outcome;
                }
            }
            return removeOrphans(context, project);
        });
    }

    private StepOutcome roll(StepContext context, ComposeProject project, Served.Service service) {
        var present = of(project.containers(), service.name());
        var old = present.stream()
                .filter(container -> !health.isOf(container, service))
                .toList();
        boolean oldRuns = old.stream().anyMatch(Container::running);
        if (service.manual()) {
            return present.stream().anyMatch(Container::running) ? done() : up(context, project, service);
        }
        return oldRuns && service.stopFirst().isEmpty()
                ? startFirst(context, project, service, present, old)
                : up(context, project, service);
    }

    private StepOutcome up(StepContext context, ComposeProject project, Served.Service service) {
        project.up(context.release().id(), List.of(service.name()), drain(context));
        return done();
    }

    private StepOutcome startFirst(
            StepContext context,
            ComposeProject project,
            Served.Service service,
            List<Container> present,
            List<Container> old) {
        var fresh = present.stream()
                .filter(container -> health.isOf(container, service))
                .toList();
        if (fresh.size() < service.replicas()) {
            project.scaleUp(context.release().id(), service.name(), old.size() + service.replicas());
            return new StepOutcome.Waiting(
                    poll, "new containers of " + service.name() + " start beside the old ones", Map.of());
        }
        return switch (health.judge(context, project, service, fresh)) {
            case ContainerHealth.Verdict.Healthy() -> {
                project.stopAndRemove(Container.ids(old), drain(context));
                yield done();
            }
            case ContainerHealth.Verdict.NotYet(var why) ->
                late(context, fresh)
                        ? giveUp(context, project, service, fresh, why)
                        : new StepOutcome.Waiting(poll, why, Map.of());
            case ContainerHealth.Verdict.Broken(var why) -> giveUp(context, project, service, fresh, why);
        };
    }

    private boolean late(StepContext context, List<Container> fresh) {
        var limit = context.gathered().spec().rollout().healthWait();
        return fresh.stream()
                .flatMap(container -> container.startedAt().stream())
                .anyMatch(started -> started.plus(limit).isBefore(clock.instant()));
    }

    private static StepOutcome giveUp(
            StepContext context, ComposeProject project, Served.Service service, List<Container> fresh, String why) {
        project.stopAndRemove(Container.ids(fresh), drain(context));
        return new StepOutcome.Refused(
                "HealthCheckFailed",
                "service " + service.name() + " did not become healthy: " + why
                        + "; its new containers were removed and the old ones still serve");
    }

    private static StepOutcome removeOrphans(StepContext context, ComposeProject project) {
        var wanted = context.services().stream().map(Served.Service::name).toList();
        var orphans = project.containers().stream()
                .filter(container -> !container.oneOff() && !wanted.contains(container.service()))
                .toList();
        if (!orphans.isEmpty()) {
            project.stopAndRemove(Container.ids(orphans), drain(context));
        }
        return done();
    }

    private static List<Container> of(List<Container> containers, String service) {
        return containers.stream()
                .filter(container -> !container.oneOff() && container.service().equals(service))
                .toList();
    }

    private static Duration drain(StepContext context) {
        return context.gathered().spec().rollout().drainWait();
    }

    private static StepOutcome done() {
        return new StepOutcome.Done(Map.of());
    }
}
