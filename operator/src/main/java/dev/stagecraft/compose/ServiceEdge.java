package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One service naming another.
 *
 * @param path of the entry that names it
 * @param sameHost whether Compose can only do it for containers on one host
 * @param required false: Compose does without
 */
record ServiceEdge(String from, String to, String path, boolean sameHost, boolean required) {
    private static final String SERVICE = "service:";

    /** In the order depends_on, links, volumes_from, namespaces. */
    static List<ServiceEdge> of(String name, JsonNode service) {
        List<ServiceEdge> edges = new ArrayList<>();
        String path = "services." + name;
        JsonNode dependsOn = service.path("depends_on");
        int index = 0;
        for (Dependency dependency : Dependency.read(dependsOn)) {
            String at = dependsOn.isArray() ? "[" + index++ + "]" : "." + dependency.service();
            edges.add(new ServiceEdge(
                    name, dependency.service(), path + ".depends_on" + at, false, dependency.required()));
        }
        listed(edges, name, service, "links", text -> Optional.of(linkTarget(text)));
        listed(edges, name, service, "volumes_from", ServiceEdge::volumesTarget);
        for (String key : List.of("network_mode", "pid", "ipc")) {
            String mode = service.path(key).asText();
            if (mode.startsWith(SERVICE)) {
                edges.add(new ServiceEdge(name, mode.substring(SERVICE.length()), path + "." + key, true, true));
            }
        }
        return edges;
    }

    private static void listed(
            List<ServiceEdge> into,
            String name,
            JsonNode service,
            String key,
            Function<String, Optional<String>> target) {
        JsonNode list = service.path(key);
        for (int i = 0; i < list.size(); i++) {
            String path = "services." + name + "." + key + "[" + i + "]";
            boolean sameHost = key.equals("volumes_from");
            target.apply(list.get(i).asText())
                    .ifPresent(to -> into.add(new ServiceEdge(name, to, path, sameHost, true)));
        }
    }

    static String linkTarget(String link) {
        return ShortSyntax.parts(link).getFirst();
    }

    private static Optional<String> volumesTarget(String text) {
        List<String> parts = ShortSyntax.parts(text);
        return switch (parts.getFirst()) {
            case "container" -> Optional.empty();
            case "service" -> Optional.of(parts.get(Math.min(1, parts.size() - 1)));
            default -> Optional.of(parts.getFirst());
        };
    }
}
