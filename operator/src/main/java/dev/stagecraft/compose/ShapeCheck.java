package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The outline that every other check and reader relies on: which keys hold text, lists and mappings. */
final class ShapeCheck {
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final List<String> SECTIONS = List.of("networks", "volumes", "configs", "secrets");

    private record Shape(String words, Predicate<JsonNode> holds) {
        private static final Shape TEXT = new Shape("text", JsonNode::isTextual);
        private static final Shape MAPPING = new Shape("a mapping", JsonNode::isObject);
        private static final Shape LIST = new Shape("a list", JsonNode::isArray);
        private static final Shape LIST_OR_MAPPING = new Shape("a list or a mapping", JsonNode::isContainerNode);
    }

    private static final Map<String, Shape> SERVICE_KEYS = Map.ofEntries(
            entry("image", Shape.TEXT),
            entry("container_name", Shape.TEXT),
            entry("network_mode", Shape.TEXT),
            entry("pid", Shape.TEXT),
            entry("ipc", Shape.TEXT),
            entry("healthcheck", Shape.MAPPING),
            entry("deploy", Shape.MAPPING),
            entry("ports", Shape.LIST),
            entry("volumes", Shape.LIST),
            entry("volumes_from", Shape.LIST),
            entry("links", Shape.LIST),
            entry("configs", Shape.LIST),
            entry("secrets", Shape.LIST),
            entry("depends_on", Shape.LIST_OR_MAPPING),
            entry("networks", Shape.LIST_OR_MAPPING),
            entry("environment", Shape.LIST_OR_MAPPING),
            entry("labels", Shape.LIST_OR_MAPPING));

    private final SourceLines lines;
    private final List<ComposeProblem> problems = new ArrayList<>();

    private ShapeCheck(SourceLines lines) {
        this.lines = lines;
    }

    /** @param needsServices false for one of several files, which may have nothing but volumes */
    static List<ComposeProblem> problems(JsonNode root, SourceLines lines, boolean needsServices) {
        ShapeCheck check = new ShapeCheck(lines);
        check.document(root, needsServices);
        return check.problems;
    }

    private void document(JsonNode root, boolean needsServices) {
        if (!root.isObject()) {
            report("", "The file must be a mapping with the key 'services'.");
            return;
        }
        JsonNode services = root.path("services");
        if (needsServices && (!services.isObject() || services.isEmpty())) {
            report("services", "The file needs at least one service below the key 'services'.");
        } else if (!isAbsent(services) && !services.isObject()) {
            report("services", "'services' must be a mapping.");
        }
        services.properties().forEach(service -> service(service.getKey(), service.getValue()));
        SECTIONS.forEach(section -> section(section, root.path(section)));
    }

    private void section(String section, JsonNode entries) {
        if (!isAbsent(entries) && !entries.isObject()) {
            report(section, "'" + section + "' must be a mapping.");
        }
        entries.properties().stream()
                .filter(entry ->
                        !isAbsent(entry.getValue()) && !entry.getValue().isObject())
                .forEach(
                        entry -> report(section + "." + entry.getKey(), "'" + entry.getKey() + "' must be a mapping."));
    }

    private void service(String name, JsonNode service) {
        String path = "services." + name;
        if (!SERVICE_NAME.matcher(name).matches()) {
            report(path, "The service name '" + name + "' may only have letters, digits, '.', '_' and '-'.");
        }
        if (!service.isObject()) {
            report(path, "The service '" + name + "' must be a mapping with at least an image.");
        }
        service.properties().forEach(entry -> key(path + "." + entry.getKey(), entry));
        service.path("depends_on").properties().stream()
                .filter(entry ->
                        !isAbsent(entry.getValue()) && !entry.getValue().isObject())
                .forEach(entry -> report(
                        path + ".depends_on." + entry.getKey(), "A dependency must be a mapping with a condition."));
    }

    private void key(String path, Map.Entry<String, JsonNode> entry) {
        Shape shape = SERVICE_KEYS.get(entry.getKey());
        if (shape != null && !isAbsent(entry.getValue()) && !shape.holds.test(entry.getValue())) {
            report(path, "'" + entry.getKey() + "' must be " + shape.words + ".");
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private void report(String path, String message) {
        problems.add(lines.problem(INVALID, path, message));
    }
}
