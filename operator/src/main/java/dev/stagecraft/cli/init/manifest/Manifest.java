package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A YAML document in the making: values in the order in which they were set, and comments above or below them. Paths are keys with
 * slashes between them, as no key of ours holds one.
 */
public final class Manifest {
    private static final int WIDTH = 118;

    /** Levels that a value in braces may have: more is hard to read. */
    private static final int FLOW_LEVELS = 2;

    /** Above this level what holds objects is never in braces, so that there is room for more entries. */
    private static final int BLOCK_LEVELS = 2;

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final Map<String, List<String>> above = new HashMap<>();
    private final Map<String, List<String>> below = new HashMap<>();

    /** Makes the objects on the way. */
    public Manifest set(String path, JsonNode value) {
        int slash = path.lastIndexOf('/');
        parent(slash < 0 ? "" : path.substring(0, slash)).set(path.substring(slash + 1), value);
        return this;
    }

    public Manifest set(String path, String value) {
        return set(path, JsonNodeFactory.instance.textNode(value));
    }

    /** Lines above the value of that path; the empty path is the top of the document. */
    public Manifest comment(String path, String... lines) {
        above.computeIfAbsent(path, any -> new ArrayList<>()).addAll(List.of(lines));
        return this;
    }

    /** Lines below the value of that path, as deep as its key: what could be there and is not. */
    public Manifest commentBelow(String path, String... lines) {
        below.computeIfAbsent(path, any -> new ArrayList<>()).addAll(List.of(lines));
        return this;
    }

    /** A copy of the values. */
    public ObjectNode tree() {
        return root.deepCopy();
    }

    /** Ends in a line break. */
    public String yaml() {
        var text = new StringBuilder();
        comments(above, "", 0, text);
        object(root, "", 0, text);
        return text.toString();
    }

    private ObjectNode parent(String path) {
        ObjectNode at = root;
        for (String key : path.isEmpty() ? new String[0] : path.split("/")) {
            at = at.get(key) instanceof ObjectNode there ? there : at.putObject(key);
        }
        return at;
    }

    private void object(ObjectNode node, String path, int level, StringBuilder text) {
        node.properties().forEach(entry -> {
            String here = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
            comments(above, here, level, text);
            text.append(indent(level)).append(YamlScalar.of(entry.getKey())).append(':');
            value(entry.getValue(), here, level, text);
            comments(below, here, level, text);
        });
    }

    private void value(JsonNode value, String path, int level, StringBuilder text) {
        if (fitsInALine(value, path, level)) {
            text.append(' ').append(flow(value)).append('\n');
        } else if (value instanceof ObjectNode node) {
            text.append('\n');
            object(node, path, level + 1, text);
        } else {
            text.append('\n');
            value.forEach(item -> item(item, path, level + 1, text));
        }
    }

    /** An item that is no line of its own begins in the line of its dash. */
    private void item(JsonNode item, String path, int level, StringBuilder text) {
        if (item instanceof ObjectNode node && !fitsInALine(item, path, level)) {
            var inner = new StringBuilder();
            object(node, path + "/-", level + 1, inner);
            text.append(indent(level)).append("- ").append(inner.substring((level + 1) * 2));
        } else {
            text.append(indent(level)).append("- ").append(flow(item)).append('\n');
        }
    }

    private boolean fitsInALine(JsonNode value, String path, int level) {
        if (!value.isContainerNode() || value.isEmpty()) {
            return true;
        }
        boolean commented = Stream.of(above, below)
                .flatMap(map -> map.keySet().stream())
                .anyMatch(key -> key.startsWith(path + "/"));
        boolean holdsContainers = value.valueStream().anyMatch(JsonNode::isContainerNode);
        int key = path.length() - path.lastIndexOf('/') + 3;
        return !commented
                && !(holdsContainers && path.split("/").length <= BLOCK_LEVELS)
                && levels(value) <= FLOW_LEVELS
                && level * 2 + key + flow(value).length() <= WIDTH;
    }

    private static int levels(JsonNode value) {
        return value.isContainerNode()
                ? 1 + value.valueStream().mapToInt(Manifest::levels).max().orElse(0)
                : 0;
    }

    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .map(entry -> YamlScalar.of(entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.isArray()
                ? value.valueStream().map(Manifest::flow).collect(Collectors.joining(", ", "[", "]"))
                : YamlScalar.of(value);
    }

    private static void comments(Map<String, List<String>> comments, String path, int level, StringBuilder text) {
        comments.getOrDefault(path, List.of())
                .forEach(line -> text.append((indent(level) + "# " + line).stripTrailing())
                        .append('\n'));
    }

    private static String indent(int level) {
        return "  ".repeat(level);
    }
}
