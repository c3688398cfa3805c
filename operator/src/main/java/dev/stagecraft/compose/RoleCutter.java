package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Does the work of {@link RoleCut}. */
final class RoleCutter {
    private final ComposeFile file;
    private final String role;
    private final Map<String, String> roles;
    private final List<String> notes = new ArrayList<>();
    private final List<ComposeProblem> problems = new ArrayList<>();

    private RoleCutter(ComposeFile file, String role, Map<String, String> roles) {
        this.file = file;
        this.role = role;
        this.roles = roles;
    }

    static RoleCut cut(ComposeFile file, String role, Map<String, String> roles) {
        RoleCutter cutter = new RoleCutter(file, role, roles);
        ObjectNode tree = cutter.keptTree();
        return cutter.problems.isEmpty()
                ? new RoleCut.Cut(file.with(tree), cutter.notes)
                : new RoleCut.Refused(cutter.problems);
    }

    private ObjectNode keptTree() {
        ObjectNode tree = file.tree();
        ObjectNode services = tree.withObjectProperty("services");
        Map<String, List<ServiceEdge>> edges = ServiceGraph.of(file).edges();
        services.retain(edges.keySet().stream().filter(this::isHere).toList());
        services.forEachEntry((name, service) -> keepEdges((ObjectNode) service, edges.getOrDefault(name, List.of())));
        return tree;
    }

    private String roleOf(String service) {
        return roles.getOrDefault(service, RoleCut.DEFAULT_ROLE);
    }

    private boolean isHere(String service) {
        return roleOf(service).equals(role);
    }

    private void keepEdges(ObjectNode service, List<ServiceEdge> edges) {
        List<ServiceEdge> away =
                edges.stream().filter(edge -> !isHere(edge.to())).toList();
        away.stream().filter(ServiceEdge::sameHost).forEach(this::refuse);
        away.stream().filter(edge -> !edge.sameHost()).forEach(this::note);
        Set<String> dropped = away.stream().map(ServiceEdge::to).collect(Collectors.toSet());
        if (!dropped.isEmpty()) {
            dropFrom(service, "depends_on", dropped);
            dropFrom(service, "links", dropped);
        }
    }

    /** Without the key when nothing is left of it. */
    static void dropFrom(ObjectNode service, String key, Set<String> dropped) {
        JsonNode named = service.path(key);
        switch (named) {
            case ObjectNode mapping -> mapping.remove(dropped);
            case ArrayNode list -> list.removeIf(entry -> dropped.contains(ServiceEdge.linkTarget(entry.asText())));
            default -> {
                return;
            }
        }
        if (named.isEmpty()) {
            service.remove(key);
        }
    }

    private void note(ServiceEdge edge) {
        String key = edge.path().contains(".links") ? "links" : "depends_on";
        notes.add(
                "The %s of '%s' on '%s' is left out: '%s' runs on hosts with the role '%s', which Compose cannot see from here."
                        .formatted(key, edge.from(), edge.to(), edge.to(), roleOf(edge.to())));
    }

    private void refuse(ServiceEdge edge) {
        problems.add(file.lines()
                .problem(
                        INVALID,
                        edge.path(),
                        "The service '%s' (role '%s') shares something with '%s' (role '%s') that only containers of one host can share; give both the same role."
                                .formatted(edge.from(), role, edge.to(), roleOf(edge.to()))));
    }
}
