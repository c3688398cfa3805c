package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Steps that take away what is no longer wanted: machines of ours, and the containers on hosts that stay. They go when the
 * release has left those hosts.
 */
final class RemovalSteps {
    static final Result NOTHING = new Result(List.of(), List.of(), List.of());

    private RemovalSteps() {}

    record Result(List<Step> steps, List<String> notes, List<Refusal> refusals) {}

    static Result plan(Desired desired, Observed observed, ReleaseTarget target) {
        var steps = new ArrayList<Step>();
        var notes = new ArrayList<String>();
        var refusals = new ArrayList<Refusal>();
        for (var host : surplus(desired, observed)) {
            if (host.protect()) {
                refusals.add(refusal(host));
            } else {
                steps.add(remove(desired, host));
                if (!desired.ownsMachines()) {
                    notes.add("when host " + host.name() + " is cleared, its entry in "
                            + desired.defaults().path() + ".hosts can be removed");
                }
            }
        }
        for (var host : idle(desired, observed, target)) {
            if (host.protect()) {
                notes.add("no service has role " + host.role() + " any more, and host " + host.name()
                        + " is protected: it keeps its containers");
            } else {
                steps.add(clear(
                        host,
                        "no service has role " + host.role()
                                + " any more: the containers on it stop serving; volumes are kept"));
            }
        }
        return new Result(steps, notes, refusals);
    }

    /** What takes a host away that nothing wants. */
    static Step remove(Desired desired, ObservedHost host) {
        return desired.ownsMachines()
                ? delete(host)
                : clear(host, "the containers on it stop serving; volumes are kept");
    }

    private static Step delete(ObservedHost host) {
        return Step.infra("delete", StepKind.DELETE_HOST, host.name(), "delete the machine of host " + host.name())
                .with(Map.of("machine", host.machineId().orElse("")))
                .risking(Risk.DESTRUCTIVE, "the machine and all data on it are gone afterwards");
    }

    private static Step clear(ObservedHost host, String why) {
        return Step.infra(
                        "clear",
                        StepKind.CLEAR_HOST,
                        host.name(),
                        "remove the project's containers from host " + host.name())
                .risking(Risk.DESTRUCTIVE, why);
    }

    private static List<ObservedHost> surplus(Desired desired, Observed observed) {
        var wanted = desired.hosts().stream().map(HostTarget::name).toList();
        return observed.hosts().stream()
                .filter(host -> host.exists() && !wanted.contains(host.name()))
                .toList();
    }

    /** Declared hosts that no service is left for, and that no rollout would ever touch again. */
    private static List<ObservedHost> idle(Desired desired, Observed observed, ReleaseTarget target) {
        var roles = target.roles();
        return desired.hosts().stream()
                .filter(host -> !roles.contains(host.role()))
                .flatMap(host -> observed.host(host.name()).stream())
                .filter(host -> host.exists() && host.servesAnything())
                .toList();
    }

    private static Refusal refusal(ObservedHost surplus) {
        return new Refusal(
                "ProtectedHost",
                "spec.hosts",
                "host " + surplus.name() + " is no longer declared but is protected: declare it again with"
                        + " protect: false, wait until that is observed, then remove it");
    }
}
