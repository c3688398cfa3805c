package dev.stagecraft.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.session.CommandFailure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The documents of one YAML or JSON text as trees, read as kubectl reads them, each with the line of every path in it. */
final class YamlTrees {
    private static final int MAX_BYTES = 8 << 20;

    /** What aliases may blow a document up to. */
    private static final int MAX_VALUES = 200_000;

    private static final String MERGE = "<<";

    private final String source;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<Node> open = new HashSet<>();
    private int values;

    private YamlTrees(String source) {
        this.source = source;
    }

    /** @param source for messages: a path, or {@code standard input} */
    static List<Manifest> read(String text, String source) {
        var settings = LoadSettings.builder()
                .setLabel(source)
                .setSchema(new KubectlSchema())
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(MAX_BYTES)
                .build();
        var found = new ArrayList<Manifest>();
        try {
            for (var node : new Compose(settings).composeAllFromString(text)) {
                var trees = new YamlTrees(source);
                var tree = trees.tree(node, "");
                if (!tree.isNull()) {
                    found.add(new Manifest(source, line(node), tree, trees.lines));
                }
            }
        } catch (MarkedYamlEngineException e) {
            var line =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw CommandFailure.of(source + line + " is not YAML: " + e.getProblem() + "; correct it there.", e);
        } catch (YamlEngineException e) {
            throw CommandFailure.of(source + " is not YAML: " + e.getMessage() + "; correct it.", e);
        }
        return found;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private JsonNode tree(Node node, String path) {
        if (++values > MAX_VALUES) {
            throw CommandFailure.of(source + ":" + line(node) + " has more than " + MAX_VALUES
                    + " values, aliases included; split the file.");
        }
        if (!open.add(node)) {
            throw CommandFailure.of(
                    source + ":" + line(node) + " has a value that is inside of itself; take the alias out.");
        }
        lines.putIfAbsent(path, line(node));
        var tree = within(node, path);
        open.remove(node);
        return tree;
    }

    private JsonNode within(Node node, String path) {
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                var list = JsonNodeFactory.instance.arrayNode();
                for (var item : sequence.getValue()) {
                    list.add(tree(item, path + "[" + list.size() + "]"));
                }
                yield list;
            }
            case MappingNode mapping -> mapping(mapping, path);
            default -> throw CommandFailure.of(source + ":" + line(node) + " has a value of an unknown sort.");
        };
    }

    private ObjectNode mapping(MappingNode mapping, String path) {
        var object = JsonNodeFactory.instance.objectNode();
        var own = new HashSet<String>();
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw CommandFailure.of(
                        source + ":" + line(entry.getKeyNode()) + " has a key that is no text; write one that is.");
            }
            if (key.getValue().equals(MERGE) && key.getScalarStyle() == ScalarStyle.PLAIN) {
                merge(entry.getValueNode(), path, object);
                continue;
            }
            var name =
                    key.getTag().equals(Tag.STR) ? key.getValue() : scalar(key).asText();
            var below = path.isEmpty() ? name : path + "." + name;
            if (!own.add(name)) {
                throw CommandFailure.of(
                        source + ":" + line(key) + " has the key " + below + " a second time; leave one of the two.");
            }
            lines.put(below, line(key));
            object.set(name, tree(entry.getValueNode(), below));
        }
        return object;
    }

    /** The last one counts, as kubectl has it: what is merged goes over what is written before it. */
    private void merge(Node value, String path, ObjectNode into) {
        if (value instanceof MappingNode merged) {
            into.setAll((ObjectNode) tree(merged, path));
        } else if (value instanceof SequenceNode several
                && several.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            several.getValue().reversed().forEach(each -> merge(each, path, into));
        } else {
            throw CommandFailure.of(
                    source + ":" + line(value) + " merges what is no object; name one after <<, or a list of them.");
        }
    }

    private JsonNode scalar(ScalarNode scalar) {
        var json = JsonNodeFactory.instance;
        var text = scalar.getValue();
        var tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return json.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return json.booleanNode(KubectlSchema.bool(text));
            }
            if (tag.equals(Tag.INT)) {
                return number(KubectlSchema.integer(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                double number = Double.parseDouble(text);
                return Double.isFinite(number) ? json.numberNode(number) : json.textNode(text);
            }
        } catch (NumberFormatException notANumber) {
            return json.textNode(text); // such as .inf, which JSON cannot say
        }
        return json.textNode(text);
    }

    /** As narrow as it fits, which is how Jackson reads it. */
    private static JsonNode number(BigInteger number) {
        var json = JsonNodeFactory.instance;
        if (number.bitLength() < Integer.SIZE) {
            return json.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? json.numberNode(number.longValue()) : json.numberNode(number);
    }
}
