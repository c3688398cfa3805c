package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.Container;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.reconcile.step.ContainerHealth.Verdict;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long containers that a step started are waited for, one service after the other. */
final class RolloutPatience implements Prerequisites.Patience {
    private static final Duration BEFORE_DEADLINE = Duration.ofMinutes(1);

    private final ContainerHealth health;
    private final Clock clock;
    private final Duration poll;

    RolloutPatience(ContainerHealth health, Clock clock, Duration poll) {
        this.health = health;
        this.clock = clock;
        this.poll = poll;
    }

    /** Done when those containers are as many and as healthy as the service asks for. */
    StepOutcome settled(OnHost host, Served.Service service, List<Container> containers) {
        return outcome(host, service, containers, health.judge(host, service, containers));
    }

    /** Done when the containers are as they should be, refused when they had their time or will never be. */
    @Override
    public StepOutcome outcome(OnHost host, Served.Service service, List<Container> containers, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Healthy() -> new StepOutcome.Done(Map.of());
            case Verdict.NotYet(var why) ->
                late(host, containers)
                        ? HealthFailure.late(host, service, why)
                        : new StepOutcome.Waiting(poll, why, Map.of());
            case Verdict.Broken(var why) -> HealthFailure.broken(service, why);
        };
    }

    /** Counted from when they were made, since every restart renews their start; and not from before this step. */
    private boolean late(OnHost host, List<Container> containers) {
        var limit = host.healthWait();
        boolean old = containers.stream()
                .anyMatch(container -> container.createdAt().plus(limit).isBefore(host.now()));
        var lastChance = host.context().launch().deadline().minus(BEFORE_DEADLINE);
        return (old && host.context().begunLongerThan(limit, clock))
                || clock.instant().isAfter(lastChance);
    }
}
