package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes out services whose profiles are not active, and with them dependencies that need not be met. */
final class ProfileFilter {
    private ProfileFilter() {}

    static ComposeDocument active(ComposeDocument document, Set<String> profiles) {
        ObjectNode tree = document.tree().deepCopy();
        ObjectNode services = tree.withObjectProperty("services");
        Set<String> inactive = new TreeSet<>();
        services.properties().forEach(service -> {
            if (!isActive(service.getValue().path("profiles"), profiles)) {
                inactive.add(service.getKey());
            }
            ((ObjectNode) service.getValue()).remove("profiles");
        });
        services.remove(inactive);
        services.forEach(service -> dropOptional(service, inactive));
        List<ComposeProblem> missing = services.propertyStream()
                .flatMap(service -> ServiceEdge.of(service.getKey(), service.getValue()).stream())
                .filter(edge -> edge.required() && inactive.contains(edge.to()))
                .map(edge -> document.lines()
                        .problem(
                                ComposeProblem.Code.UNKNOWN_SERVICE,
                                edge.path(),
                                "The service '%s' needs '%s', which is left out because none of its profiles is active; activate one, or say 'required: false'."
                                        .formatted(edge.from(), edge.to())))
                .toList();
        if (!missing.isEmpty()) {
            throw new ComposeRefusal(missing);
        }
        return new ComposeDocument(tree, document.lines());
    }

    private static boolean isActive(JsonNode wanted, Set<String> profiles) {
        List<JsonNode> names = ShortSyntax.oneOrMany(wanted);
        return names.isEmpty()
                || profiles.contains("*")
                || names.stream().map(JsonNode::asText).anyMatch(profiles::contains);
    }

    private static void dropOptional(JsonNode service, Set<String> inactive) {
        if (service.path("depends_on") instanceof ObjectNode dependencies) {
            inactive.stream()
                    .filter(name -> !dependencies.path(name).path("required").asBoolean(true))
                    .forEach(dependencies::remove);
            if (dependencies.isEmpty()) {
                ((ObjectNode) service).remove("depends_on");
            }
        }
    }
}
