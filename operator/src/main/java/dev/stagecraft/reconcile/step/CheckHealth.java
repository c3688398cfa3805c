package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.Map;

/** Waits until every service of a release on a host is healthy. */
final class CheckHealth implements StepAction {
    private final HostSessions sessions;
    private final ContainerHealth health;
    private final Duration poll;

    CheckHealth(HostSessions sessions, ContainerHealth health, Duration poll) {
        this.sessions = sessions;
        this.health = health;
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var owner = Owners.of(context.gathered());
        return sessions.with(context.address(), session -> {
            var project =
                    new ComposeProject(session.connection(), session.facts().compose(), owner);
            var containers = project.containers();
            for (var service : context.services()) {
                var ours = containers.stream()
                        .filter(container -> !container.oneOff()
                                && container.service().equals(service.name())
                                && health.isOf(container, service))
                        .toList();
                switch (health.judge(context, project, service, ours)) {
                    case ContainerHealth.Verdict.Healthy() -> {}
                    case ContainerHealth.Verdict.NotYet(var why) -> {
                        return new StepOutcome.Waiting(poll, why, Map.of());
                    }
                    case ContainerHealth.Verdict.Broken(var why) -> {
                        return new StepOutcome.Refused(
                                "HealthCheckFailed", "service " + service.name() + " is not healthy: " + why);
                    }
                }
            }
            return new StepOutcome.Done(Map.of());
        });
    }
}
