package dev.stagecraft.reconcile.step;

import dev.stagecraft.compose.Dependency;
import dev.stagecraft.host.Container;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.reconcile.step.ContainerHealth.Verdict;
import dev.stagecraft.release.StepOutcome;
import java.util.List;
import java.util.Map;

/** The conditions of {@code depends_on}: services are started one by one, so Compose does not wait for them. */
final class Prerequisites {
    private final ContainerHealth health;
    private final Patience patience;

    /** What to do about a verdict: go on, wait, or give up. */
    interface Patience {
        StepOutcome outcome(OnHost host, Served.Service service, List<Container> containers, Verdict verdict);
    }

    Prerequisites(ContainerHealth health, Patience patience) {
        this.health = health;
        this.patience = patience;
    }

    /** Done when the service may start. */
    StepOutcome outcome(OnHost host, List<Served.Service> services, Served.Service service) {
        for (var dependency : service.dependencies()) {
            if (dependency.required() && !dependency.condition().equals(Dependency.STARTED)) {
                var outcome = outcome(host, services, dependency);
                if (!(outcome instanceof StepOutcome.Done)) {
                    return outcome;
                }
            }
        }
        return new StepOutcome.Done(Map.of());
    }

    private StepOutcome outcome(OnHost host, List<Served.Service> services, Dependency dependency) {
        var needed = services.stream()
                .filter(service -> service.name().equals(dependency.service()))
                .findFirst();
        if (needed.isEmpty()) {
            return new StepOutcome.Done(Map.of());
        }
        var service = needed.get();
        var containers = OnHost.containersOf(host.project().containers(), service).stream()
                .filter(container -> health.isOf(container, service))
                .toList();
        var verdict = dependency.condition().equals(Dependency.COMPLETED)
                ? health.judgeEnd(host, service, containers)
                : health.judge(host, service, containers);
        return patience.outcome(host, service, containers, verdict);
    }
}
