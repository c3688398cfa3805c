package dev.stagecraft.cli.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.ServiceRollout;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeProblem;
import dev.stagecraft.compose.RoleCut;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The compose file cut down to the services that Compose runs here. It names variables and holds none of their values. */
final class InfrastructureFile {
    /** Begins the names under which Compose is told the values, so that no variable of the application steers Compose itself. */
    static final String GIVEN = "STAGECRAFT_GIVEN_";

    private static final String HERE = "infrastructure";

    private InfrastructureFile() {}

    /**
     * @param application names of the application's variables, which every service gets but those of {@code manual}
     * @throws CommandFailure where one of them shares something with a service that does not run in a container here
     */
    static ObjectNode of(
            ComposeFile compose, List<String> services, Collection<String> application, Set<String> manual) {
        var roles = new HashMap<String, String>();
        services.forEach(service -> roles.put(service, HERE));
        ObjectNode tree = switch (compose.forRole(HERE, roles)) {
            case RoleCut.Cut(ComposeFile cut, List<String> _) -> cut.tree();
            case RoleCut.Refused(List<ComposeProblem> problems) ->
                throw CommandFailure.of(("spec.compose: %s: what it names does not run in a container here, and only"
                                + " containers can share it; take the service out for development with mode: external.")
                        .formatted(problems.getFirst().path()));
        };
        tree.remove("version");
        tree.remove("name");
        tree.path("services").propertyStream().forEach(entry -> {
            if (!manual.contains(entry.getKey())) {
                give((ObjectNode) entry.getValue(), application);
            }
        });
        return tree;
    }

    /** Compose takes the values from its own environment. */
    private static void give(ObjectNode service, Collection<String> names) {
        ObjectNode environment = mapping(service.path("environment"));
        names.forEach(name -> environment.put(name, "${" + GIVEN + name + "}"));
        if (!environment.isEmpty()) {
            service.set("environment", environment);
        }
    }

    private static ObjectNode mapping(JsonNode written) {
        ObjectNode mapping = JsonNodeFactory.instance.objectNode();
        switch (written) {
            case ObjectNode already -> mapping.setAll(already);
            case ArrayNode list ->
                list.forEach(entry -> {
                    String[] parts = entry.asText().split("=", 2);
                    if (parts.length == 2) {
                        mapping.put(parts[0], parts[1]);
                    } else {
                        mapping.putNull(parts[0]);
                    }
                });
            default -> {
                return mapping;
            }
        }
        return mapping;
    }

    /** The services that a release never rolls, which get no variables of the application. */
    static Set<String> manual(Map<String, ServiceSpec> services) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue().strategy().equals(ServiceRollout.MANUAL))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
