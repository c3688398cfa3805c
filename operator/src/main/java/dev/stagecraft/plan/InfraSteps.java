package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Steps that bring machines into being and take them away. */
final class InfraSteps {
    private InfraSteps() {}

    record Result(List<Step> steps, List<Refusal> refusals) {}

    static Result plan(Desired desired, Observed observed) {
        var steps = new ArrayList<Step>();
        var refusals = new ArrayList<Refusal>();
        for (var target : desired.hosts()) {
            var found = observed.host(target.name());
            if (found.filter(ObservedHost::exists).isEmpty()) {
                steps.add(create(target));
            } else {
                refusals.addAll(replacements(target, found.get()));
            }
            if (found.filter(host -> host.exists() && host.bootstrapped()).isEmpty()) {
                steps.add(bootstrap(target, steps));
            }
        }
        for (var surplus : surplus(desired, observed)) {
            if (surplus.protect()) {
                refusals.add(new Refusal(
                        "ProtectedHost",
                        "spec.hosts",
                        "host " + surplus.name() + " is no longer declared but is protected: declare it again with"
                                + " protect: false, wait until that is observed, then remove it"));
            }
        }
        return new Result(steps, refusals);
    }

    /** Machines that are no longer wanted go last, after the release has left them. */
    static List<Step> deletions(Desired desired, Observed observed, List<Step> before) {
        var ids = before.stream().map(Step::id).toList();
        return surplus(desired, observed).stream()
                .filter(host -> !host.protect())
                .map(host -> (desired.ownsMachines() ? delete(host) : clear(host)).after(ids))
                .toList();
    }

    static Step delete(ObservedHost host) {
        return Step.safe(
                        "delete/" + host.name(),
                        StepKind.DELETE_HOST,
                        Phase.INFRA,
                        host.name(),
                        "delete the machine of host " + host.name())
                .with(Map.of("machine", host.machineId().orElse("")))
                .risking(Risk.DESTRUCTIVE, "the machine and all data on it are gone afterwards");
    }

    static Step clear(ObservedHost host) {
        return Step.safe(
                        "clear/" + host.name(),
                        StepKind.CLEAR_HOST,
                        Phase.INFRA,
                        host.name(),
                        "remove the project's containers from host " + host.name())
                .risking(Risk.DESTRUCTIVE, "the containers on it stop serving; volumes are kept");
    }

    private static Step create(HostTarget target) {
        var inputs = new TreeMap<String, String>();
        target.size().ifPresent(size -> inputs.put("size", size));
        target.region().ifPresent(region -> inputs.put("region", region));
        target.image().ifPresent(image -> inputs.put("image", image));
        return Step.safe(
                        "create/" + target.name(),
                        StepKind.CREATE_HOST,
                        Phase.INFRA,
                        target.name(),
                        "create the machine of host " + target.name())
                .with(inputs);
    }

    private static Step bootstrap(HostTarget target, List<Step> steps) {
        var create = "create/" + target.name();
        return Step.safe(
                        "bootstrap/" + target.name(),
                        StepKind.BOOTSTRAP_HOST,
                        Phase.INFRA,
                        target.name(),
                        "make Docker and Compose ready on host " + target.name())
                .after(steps.stream().map(Step::id).filter(create::equals).toList());
    }

    private static List<ObservedHost> surplus(Desired desired, Observed observed) {
        var wanted = desired.hosts().stream().map(HostTarget::name).toList();
        return observed.hosts().stream()
                .filter(host -> host.exists() && !wanted.contains(host.name()))
                .toList();
    }

    private static List<Refusal> replacements(HostTarget target, ObservedHost found) {
        var refusals = new ArrayList<Refusal>();
        differs(target.size(), found.size()).ifPresent(change -> refusals.add(refuse(target, "size", change)));
        differs(target.region(), found.region()).ifPresent(change -> refusals.add(refuse(target, "region", change)));
        return refusals;
    }

    private static Refusal refuse(HostTarget target, String field, String change) {
        return new Refusal(
                "NotImplemented",
                target.path() + "." + field,
                "changing the " + field + " of the existing host " + target.name() + " (" + change
                        + ") is not implemented yet: set it back, or add a host with another name and remove this one");
    }

    private static Optional<String> differs(Optional<String> wanted, Optional<String> found) {
        return wanted.flatMap(want -> found.filter(is -> !is.equals(want)).map(is -> "from " + is + " to " + want));
    }
}
