package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Steps that bring machines into being. */
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
                refusals.addAll(replacements(target, desired.defaults(), found.get()));
            }
            if (found.filter(host -> host.exists() && host.bootstrapped()).isEmpty()) {
                steps.add(bootstrap(target, steps));
            }
        }
        return new Result(steps, refusals);
    }

    private static Step create(HostTarget target) {
        var inputs = new TreeMap<String, String>();
        target.size().ifPresent(size -> inputs.put("size", size));
        target.region().ifPresent(region -> inputs.put("region", region));
        target.image().ifPresent(image -> inputs.put("image", image));
        return Step.infra("create", StepKind.CREATE_HOST, target.name(), "create the machine of host " + target.name())
                .with(inputs);
    }

    private static Step bootstrap(HostTarget target, List<Step> steps) {
        var create = "create/" + target.name();
        return Step.infra(
                        "bootstrap",
                        StepKind.BOOTSTRAP_HOST,
                        target.name(),
                        "make Docker and Compose ready on host " + target.name())
                .after(steps.stream().map(Step::id).filter(create::equals).toList());
    }

    private static List<Refusal> replacements(HostTarget target, HostDefaults defaults, ObservedHost found) {
        var size = differs(target.size().or(defaults::size), found.size())
                .map(change -> refuse(target, "size", path(target.size(), target, defaults), change));
        var region = differs(target.region().or(defaults::region), found.region())
                .map(change -> refuse(target, "region", path(target.region(), target, defaults), change));
        var wanted = target.image().or(defaults::image);
        var image = differs(wanted, found.image().filter(is -> comparable(wanted, is)))
                .map(change -> refuse(target, "image", path(target.image(), target, defaults), change));
        return Stream.of(size, region, image).flatMap(Optional::stream).toList();
    }

    private static String path(Optional<String> own, HostTarget target, HostDefaults defaults) {
        return own.isPresent() ? target.path() : defaults.path();
    }

    private static Refusal refuse(HostTarget target, String field, String path, String change) {
        return new Refusal(
                "NotImplemented",
                path + "." + field,
                "changing the " + field + " of the existing host " + target.name() + " (" + change
                        + ") is not implemented yet: set it back, or add a host with another name and remove this one");
    }

    /** The name of an image moves on to a newer one, after which the cloud tells only the number of the one that was used. */
    private static boolean comparable(Optional<String> wanted, String found) {
        return wanted.filter(want -> isNumber(want) == isNumber(found)).isPresent();
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<String> differs(Optional<String> wanted, Optional<String> found) {
        return wanted.flatMap(want -> found.filter(is -> !is.equals(want)).map(is -> "from " + is + " to " + want));
    }
}
