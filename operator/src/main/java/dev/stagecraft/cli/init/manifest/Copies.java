package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;

/** Services that hold data and would run on several hosts, each with data of its own. */
public final class Copies {
    private Copies() {}

    /** A sentence for each of them. */
    public static List<String> remarks(Draft draft) {
        return draft.environments().stream()
                .filter(environment -> !environment.local())
                .flatMap(environment -> draft.services().stream()
                        .filter(service -> service.policy().has("rollout"))
                        .flatMap(service -> remark(environment, service)))
                .toList();
    }

    private static Stream<String> remark(Environment environment, Draft.Service service) {
        JsonNode own = environment.services().getOrDefault(service.name(), JsonNodeFactory.instance.objectNode());
        String role = own.path("role").asText(service.policy().path("role").asText());
        int hosts = environment.hosts().stream()
                .filter(host -> host.role().equals(role))
                .mapToInt(Environment.Host::count)
                .sum();
        return hosts > 1
                ? Stream.of(
                        "In %s %s would run on each of %d hosts of role %s, each with data of its own: give it a role with one host."
                                .formatted(environment.name(), service.name(), hosts, role))
                : Stream.empty();
    }
}
