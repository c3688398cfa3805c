package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one environment wants otherwise than the file says.
 *
 * @param external services that run elsewhere, and so not here
 * @param ports those that a service publishes instead of its own, in Compose's short form
 * @param volumes those that a service mounts instead of its own, in Compose's short form
 * @param claimed services whose images are built for them
 * @param registry where those are pushed to; empty for none
 */
public record ServiceChoices(
        Set<String> external,
        Map<String, List<String>> ports,
        Map<String, List<String>> volumes,
        Set<String> claimed,
        String registry) {
    /** Everything as the file says. */
    public static final ServiceChoices NONE = new ServiceChoices(Set.of(), Map.of(), Map.of(), Set.of(), "");

    public ServiceChoices {
        external = Set.copyOf(external);
        ports = copy(ports);
        volumes = copy(volumes);
        claimed = Set.copyOf(claimed);
        requireNonNull(registry, "registry");
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> lists) {
        Map<String, List<String>> copies = new HashMap<>();
        lists.forEach((name, list) -> copies.put(name, List.copyOf(list)));
        return Map.copyOf(copies);
    }

    /** The file with all of it; names that it does not have are no concern. */
    public ParseResult apply(ComposeFile file) {
        List<ComposeProblem> problems = new ArrayList<>(shared(file));
        ObjectNode tree = file.tree();
        ObjectNode services = tree.withObjectProperty("services");
        services.remove(external);
        services.properties().forEach(entry -> {
            ObjectNode service = (ObjectNode) entry.getValue();
            RoleCutter.dropFrom(service, "depends_on", external);
            RoleCutter.dropFrom(service, "links", external);
            replace(service, "ports", ports.get(entry.getKey()));
            replace(service, "volumes", volumes.get(entry.getKey()));
            image(file, entry.getKey(), service, problems);
        });
        if (services.isEmpty()) {
            problems.add(
                    file.lines().problem(INVALID, "services", "Every service is external; nothing is left to run."));
        }
        ComposeFile chosen = file.with(tree);
        problems.addAll(TemplateCheck.problems(chosen));
        problems.addAll(DeclarationCheck.problems(chosen));
        return problems.isEmpty() ? new ParseResult.Parsed(chosen) : new ParseResult.Rejected(problems);
    }

    private List<ComposeProblem> shared(ComposeFile file) {
        return ServiceGraph.of(file).edges().values().stream()
                .flatMap(List::stream)
                .filter(edge -> edge.sameHost() && external.contains(edge.to()) && !external.contains(edge.from()))
                .map(edge -> file.lines()
                        .problem(
                                INVALID,
                                edge.path(),
                                "The service '%s' shares something with '%s', which is external; containers can only share with one that runs here."
                                        .formatted(edge.from(), edge.to())))
                .toList();
    }

    private static void replace(ObjectNode service, String key, @Nullable List<String> values) {
        if (values != null) {
            ArrayNode list = service.putArray(key);
            values.forEach(list::add);
        }
    }

    private void image(ComposeFile file, String name, ObjectNode service, List<ComposeProblem> problems) {
        if (!service.path("image").asText().isBlank()) {
            return;
        }
        String path = "services." + name + ".build";
        if (!claimed.contains(name)) {
            problems.add(file.lines()
                    .problem(
                            INVALID,
                            path,
                            "The service '%s' has no image; claim it in spec.backend.services or spec.frontend.services so that it is built, or name an image that the registry has."
                                    .formatted(name)));
        } else if (registry.isBlank()) {
            problems.add(file.lines()
                    .problem(
                            INVALID,
                            path,
                            "The service '%s' is built, and there is nowhere to push its image; set spec.project.registry, or name an image."
                                    .formatted(name)));
        } else {
            service.put("image", Dollars.doubled(registry.replaceAll("/+$", "") + "/" + name));
        }
    }
}
