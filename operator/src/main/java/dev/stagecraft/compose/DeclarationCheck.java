package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Volumes and networks that a service names and the file does not declare: every Compose refuses those, but on the host only. */
final class DeclarationCheck {
    private DeclarationCheck() {}

    static List<ComposeProblem> problems(ComposeFile file) {
        List<ComposeProblem> problems = new ArrayList<>();
        for (ServiceDefinition service : file.services()) {
            undeclared(problems, file, service, "volumes", service.namedVolumes().stream());
            undeclared(
                    problems,
                    file,
                    service,
                    "networks",
                    networks(service.definition().path("networks")));
        }
        return problems;
    }

    private static Stream<String> networks(JsonNode networks) {
        Stream<String> names = networks.isObject()
                ? networks.propertyStream().map(Map.Entry::getKey)
                : networks.valueStream().map(JsonNode::asText);
        return names.filter(name -> !name.equals("default"));
    }

    /** A name with a variable is left to Compose. */
    private static void undeclared(
            List<ComposeProblem> problems,
            ComposeFile file,
            ServiceDefinition service,
            String section,
            Stream<String> names) {
        names.filter(name -> !name.contains("$") && !file.node(section).has(name))
                .map(name -> file.lines()
                        .problem(
                                INVALID,
                                "services." + service.name() + "." + section,
                                "The service '%s' uses '%s', which is not below '%s' of the file; declare it there."
                                        .formatted(service.name(), name, section)))
                .forEach(problems::add);
    }
}
