package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.AppProviderSelection;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ServiceChoices;
import dev.stagecraft.compose.ServiceDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a resource wants otherwise than its compose file says. */
final class Choices {
    private Choices() {}

    static ServiceChoices of(StagecraftSpec spec, ComposeFile compose) {
        var external = new HashSet<String>();
        var ports = new TreeMap<String, List<String>>();
        var volumes = new TreeMap<String, List<String>>();
        spec.services().forEach((name, policy) -> {
            if (policy.external()) {
                external.add(name);
            }
            Optional.ofNullable(policy.ports()).ifPresent(list -> ports.put(name, list));
            Optional.ofNullable(policy.volumes()).ifPresent(list -> volumes.put(name, list));
        });
        var project = spec.project();
        return new ServiceChoices(
                external, ports, volumes, claimed(spec, compose), project == null ? "" : project.registry());
    }

    /** Those that are listed; a provider without a list takes all that are built. */
    private static Set<String> claimed(StagecraftSpec spec, ComposeFile compose) {
        var claimed = new HashSet<String>();
        Stream.of(Optional.ofNullable(spec.backend()), Optional.ofNullable(spec.frontend()))
                .flatMap(Optional::stream)
                .filter(selection -> !selection.provider().equals(BuildGather.NONE))
                .forEach(selection -> claimed.addAll(services(selection, compose)));
        return claimed;
    }

    private static List<String> services(AppProviderSelection selection, ComposeFile compose) {
        return selection.services().isEmpty()
                ? compose.services().stream()
                        .filter(service -> service.definition().has("build"))
                        .map(ServiceDefinition::name)
                        .toList()
                : selection.services();
    }
}
