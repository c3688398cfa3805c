package dev.stagecraft.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.compose.ShownValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The services of a release in canonical YAML, and what else is in the file of each role.
 *
 * @param services by name: role, policy and rendered definition
 * @param files by role: the file without its services
 */
record RenderedServices(Map<String, List<String>> services, Map<String, List<String>> files) {
    /** Labels that the operator sets: they follow from the rest, and would make every service a changed one. */
    private static final String OWN_LABELS = "dev.stagecraft.";

    /**
     * What is rendered of a release, without the values that are written down in it.
     *
     * @param release for messages
     * @param before what it is compared with: definitions as they are, by service
     */
    static RenderedServices of(ReleaseInputs inputs, String release, Map<String, JsonNode> before) {
        var services = new TreeMap<String, List<String>>();
        var files = new TreeMap<String, List<String>>();
        inputs.composeByRole().forEach((role, text) -> {
            for (var file : files(text, role, release)) {
                file.path("services")
                        .properties()
                        .forEach(service -> services.put(
                                service.getKey(),
                                service(
                                        role,
                                        ShownValues.of(
                                                service.getValue(),
                                                before.getOrDefault(service.getKey(), MissingNode.getInstance())),
                                        inputs.services().get(service.getKey()))));
                files.put(role, rest(file));
            }
        });
        return new RenderedServices(services, files);
    }

    /** The rendered file of each role, without the values that are written down in its services. */
    static Map<String, String> shown(ReleaseInputs inputs, String release) {
        var shown = new TreeMap<String, String>();
        inputs.composeByRole()
                .forEach((role, text) -> shown.put(
                        role,
                        files(text, role, release).stream()
                                .map(ShownValues::file)
                                .collect(Collectors.joining("---\n"))));
        return shown;
    }

    /** Definitions as they are, by service. Not to be shown. */
    static Map<String, JsonNode> definitions(ReleaseInputs inputs, String release) {
        var definitions = new TreeMap<String, JsonNode>();
        inputs.composeByRole()
                .forEach((role, text) -> files(text, role, release)
                        .forEach(file -> file.path("services")
                                .properties()
                                .forEach(service -> definitions.put(service.getKey(), service.getValue()))));
        return definitions;
    }

    /** The role that each service of the rendered files runs in. */
    static Map<String, String> roles(ReleaseInputs inputs, String release) {
        var roles = new TreeMap<String, String>();
        inputs.composeByRole()
                .forEach((role, text) -> files(text, role, release)
                        .forEach(file -> file.path("services")
                                .fieldNames()
                                .forEachRemaining(service -> roles.put(service, role))));
        return roles;
    }

    private static List<JsonNode> files(String text, String role, String release) {
        return Documents.readAll(text, "the rendered file of role " + role + " in release " + release);
    }

    private static List<String> service(
            String role, JsonNode definition, @org.jspecify.annotations.Nullable ServiceSpec policy) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("role", role);
        document.set("compose", withoutOwnLabels(definition));
        if (policy != null) {
            Documents.readAll(Documents.json(policy), "the policy").forEach(read -> document.set("policy", read));
        }
        return lines(document);
    }

    private static JsonNode withoutOwnLabels(JsonNode definition) {
        var copy = definition.deepCopy();
        if (copy instanceof ObjectNode service && service.get("labels") instanceof ObjectNode labels) {
            var own = new ArrayList<String>();
            labels.fieldNames().forEachRemaining(own::add);
            own.removeIf(name -> !name.startsWith(OWN_LABELS));
            labels.remove(own);
            if (labels.isEmpty()) {
                service.remove("labels");
            }
        }
        return copy;
    }

    private static List<String> rest(JsonNode file) {
        var copy = file.deepCopy();
        if (copy instanceof ObjectNode document) {
            document.remove("services");
        }
        return copy.isEmpty() ? List.of() : lines(copy);
    }

    private static List<String> lines(JsonNode document) {
        return Documents.yaml(sorted(document)).lines().toList();
    }

    /** The keys of an object in order, the entries of a list as they are: their order means something. */
    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            var map = new TreeMap<String, Object>();
            node.properties().forEach(entry -> map.put(entry.getKey(), sorted(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            var list = new ArrayList<>();
            node.forEach(item -> list.add(sorted(item)));
            return list;
        }
        return node;
    }
}
