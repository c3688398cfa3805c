package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.HookSpec;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.plan.HookTarget.When;
import dev.stagecraft.plan.Phase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses hooks that no release could run as they are written. */
final class HookGather {
    private HookGather() {}

    /**
     * @param services those of the compose file
     * @param builds the images that releases make
     */
    static void check(StagecraftSpec spec, Set<String> services, List<Build> builds) {
        var built = builds.stream().flatMap(build -> build.services().stream()).collect(Collectors.toSet());
        for (int i = 0; i < spec.hooks().size(); i++) {
            check(spec, services, built, spec.hooks().get(i), "spec.hooks[" + i + "]");
        }
    }

    private static void check(
            StagecraftSpec spec, Set<String> services, Set<String> built, HookSpec hook, String path) {
        var service = hook.service();
        if (Optional.ofNullable(spec.services().get(service))
                .filter(ServiceSpec::external)
                .isPresent()) {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".service",
                    "service " + service + " runs elsewhere (mode external) and has no containers here; name a service"
                            + " that releases roll");
        }
        if (!services.contains(service)) {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".service",
                    "the compose file has no service " + service + "; it has: "
                            + String.join(", ", services.stream().sorted().toList()));
        }
        if (ComposeGather.manual(spec, service)) {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".service",
                    "service " + service + " is an accessory (strategy Manual), to which releases give no environment;"
                            + " name a service that they roll");
        }
        var when = When.of(hook.when());
        var phase = Phase.of(hook.phase());
        if (when.isEmpty() || (when.get() != When.FAILURE && phase.isEmpty())) {
            throw Rejected.at(
                    "InvalidSpec", path, "a hook runs before or after a phase, or on failure; set when and phase");
        }
        if (built.contains(service) && precedesImage(when.get(), phase)) {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".service",
                    "the image of service " + service + " is built by the release and is not there " + hook.when() + " "
                            + hook.phase() + "; run the hook after push or later, or in a service that is not built");
        }
    }

    private static boolean precedesImage(When when, Optional<Phase> phase) {
        return switch (when) {
            case BEFORE -> phase.equals(Optional.of(Phase.BUILD)) || phase.equals(Optional.of(Phase.PUSH));
            case AFTER -> phase.equals(Optional.of(Phase.BUILD));
            // It runs where the image came to a host, and is skipped where it did not.
            case FAILURE -> false;
        };
    }
}
