package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps that start accessories before the migrations of a release: a database may be one of them, and its hosts are rolled
 * out only when the migrations are done.
 */
final class AccessorySteps {
    private AccessorySteps() {}

    static List<Step> of(List<HostTarget> hosts, ReleaseTarget target, Observed observed, List<String> before) {
        var steps = new ArrayList<Step>();
        for (var host : hosts) {
            var accessories = target.of(host.role()).stream()
                    .filter(ServiceTarget::manual)
                    .map(ServiceTarget::name)
                    .toList();
            if (!startedBefore(host, accessories, observed)) {
                steps.add(Step.safe(
                                "accessories/" + host.name(),
                                StepKind.START_ACCESSORIES,
                                Phase.INFRA,
                                host.name(),
                                "start the accessories on host " + host.name()
                                        + " that are absent, as migrations may need them")
                        .after(before));
            }
        }
        return steps;
    }

    /** Nothing is started beside the services of another role, which the rollout takes away first. */
    private static boolean startedBefore(HostTarget host, List<String> accessories, Observed observed) {
        if (accessories.isEmpty()) {
            return true;
        }
        var found = observed.host(host.name());
        if (found.flatMap(ObservedHost::formerRole).isPresent()) {
            return true;
        }
        var there = observed.services().stream()
                .filter(service -> service.role().equals(host.role()))
                .map(ServiceTarget::name)
                .toList();
        return found.flatMap(ObservedHost::release).isPresent() && there.containsAll(accessories);
    }
}
