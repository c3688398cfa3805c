package dev.stagecraft.reconcile.step;

import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Waits until every service of a release on a host is healthy, for as long as {@code healthTimeout} says. */
final class CheckHealth implements StepAction {
    private final HostSessions sessions;
    private final ContainerHealth health;
    private final Clock clock;
    private final Duration poll;

    CheckHealth(HostSessions sessions, ContainerHealth health, Clock clock, Duration poll) {
        this.sessions = sessions;
        this.health = health;
        this.clock = clock;
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        return sessions.with(context.address(), session -> {
            var host = OnHost.of(context, session);
            var containers = host.project().containers();
            for (var service : context.services()) {
                var ours = OnHost.containersOf(containers, service).stream()
                        .filter(container -> health.isOf(container, service))
                        .toList();
                switch (health.judge(host, service, ours)) {
                    case ContainerHealth.Verdict.Healthy() -> {}
                    case ContainerHealth.Verdict.NotYet(var why) -> {
                        return context.begunLongerThan(host.healthWait(), clock)
                                ? HealthFailure.late(host, service, why)
                                : new StepOutcome.Waiting(poll, why, Map.of());
                    }
                    case ContainerHealth.Verdict.Broken(var why) -> {
                        return HealthFailure.broken(service, why);
                    }
                }
            }
            return new StepOutcome.Done(Map.of());
        });
    }
}
