package dev.stagecraft.cli.host;

import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.api.v1alpha1.ServiceRollout;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import dev.stagecraft.compose.ComposeParser;
import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.host.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The services of a release, in start order.
 *
 * @param release its id
 */
record Services(String resource, String release, List<Service> services) {
    /**
     * A service on the hosts of its role.
     *
     * @param hash the value of the label by which its containers are known to be of the release; empty where any is
     */
    record Service(String name, String role, Optional<String> hash) {
        /** Whether the container is one of the service's. */
        boolean owns(Container container) {
            return container.service().equals(name) && !container.oneOff();
        }

        /** Whether the container is as the release has it. */
        boolean serves(Container container) {
            return owns(container)
                    && hash.filter(value -> !value.equals(container.labels().get(ComposeRenderer.HASH_LABEL)))
                            .isEmpty();
        }

        /** Those of the release; where a host has none of them, such as in a rollout, all of the service. */
        List<Container> of(List<Container> containers) {
            var serving = containers.stream().filter(this::serves).toList();
            return serving.isEmpty() ? containers.stream().filter(this::owns).toList() : serving;
        }
    }

    Services {
        services = List.copyOf(services);
    }

    /** Those of the release that serves, or of the newest where none does. */
    static Services of(Session session, Fleet fleet) {
        var status = fleet.resource().getStatus();
        var serving = Optional.ofNullable(status.current())
                .map(current -> current.release())
                .or(() ->
                        status.releases().stream().map(release -> release.id()).findFirst())
                .orElseThrow(() -> CommandFailure.of("Stagecraft " + fleet.name()
                        + " has released nothing yet; " + Suggestion.command(session, "status", fleet.name())
                        + " shows what it waits for."));
        var release = session.world()
                .releases()
                .find(fleet.ref(), serving)
                .orElseThrow(() -> CommandFailure.of("There is no StagecraftRelease " + serving + " in namespace "
                        + fleet.namespace() + ", which says where the services run; the operator makes it anew."));
        return new Services(fleet.name(), serving, read(release.getSpec().inputs()));
    }

    private static List<Service> read(ReleaseInputs inputs) {
        var found = new ArrayList<Service>();
        for (var role : inputs.roles()) {
            var text = inputs.composeByRole().getOrDefault(role, "");
            if (!text.isEmpty() && ComposeParser.parseRendered(text) instanceof ParseResult.Parsed(var file)) {
                file.startOrder().stream()
                        .flatMap(name -> file.service(name).stream())
                        .map(definition -> service(
                                role,
                                definition,
                                Optional.ofNullable(inputs.services().get(definition.name()))))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** What no release rolls is as old as it is. */
    private static Service service(String role, ServiceDefinition definition, Optional<ServiceSpec> policy) {
        boolean manual = policy.filter(known -> known.strategy().equals(ServiceRollout.MANUAL))
                .isPresent();
        return new Service(
                definition.name(),
                role,
                definition.label(ComposeRenderer.HASH_LABEL).filter(hash -> !manual));
    }

    /** The service of that name. */
    Service find(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.of("There is no service " + name + " in release " + release
                        + " of Stagecraft " + resource + "; there are "
                        + services.stream().map(Service::name).sorted().collect(Collectors.joining(", ")) + "."));
    }
}
