package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checked Compose file, whole: keys that we do not understand are kept, in the order of the author. Immutable; equal when the
 * documents are. Made by {@link ComposeParser}.
 */
public final class ComposeFile {
    private final ObjectNode tree;
    private final SourceLines lines;
    private final Variables localVariables;

    ComposeFile(ObjectNode tree, SourceLines lines) {
        this(tree, lines, Variables.none());
    }

    ComposeFile(ObjectNode tree, SourceLines lines, Variables localVariables) {
        this.tree = requireNonNull(tree, "tree").deepCopy();
        this.lines = requireNonNull(lines, "lines");
        this.localVariables = requireNonNull(localVariables, "localVariables");
    }

    /** The same file with another document, some of which may be gone. */
    ComposeFile with(ObjectNode changed) {
        return new ComposeFile(changed, lines, localVariables);
    }

    /** A copy of the document. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }

    /** In document order; empty only for a cut that left nothing. */
    public List<ServiceDefinition> services() {
        return node("services")
                .propertyStream()
                .map(service -> new ServiceDefinition(service.getKey(), (ObjectNode) service.getValue()))
                .toList();
    }

    /** Empty when the file has no service of that name. */
    public Optional<ServiceDefinition> service(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst();
    }

    /**
     * The part of the file for hosts of one role.
     *
     * @param roles role by service name; a service that is not named has the role {@code app}
     */
    public RoleCut forRole(String role, Map<String, String> roles) {
        return RoleCut.of(this, role, roles);
    }

    /** Service names, each after those it depends on, otherwise in document order. */
    public List<String> startOrder() {
        return ServiceGraph.of(this).startOrder();
    }

    /**
     * Variables that the file itself brings, from dotenv files beside it, under names that only it uses. Whoever renders the file
     * gives them to the host with all others; their values are all here, those of secret names too.
     */
    public Variables localVariables() {
        return localVariables;
    }

    SourceLines lines() {
        return lines;
    }

    /** A top-level mapping for reading only; an empty one where the file has none. */
    ObjectNode node(String section) {
        JsonNode found = tree.path(section);
        return found instanceof ObjectNode mapping ? mapping : JsonNodeFactory.instance.objectNode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComposeFile file && tree.equals(file.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return "ComposeFile" + services().stream().map(ServiceDefinition::name).toList();
    }
}
