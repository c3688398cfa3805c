package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.LIMIT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Builds the tree of one document from parser events, so that every limit stops it before memory or stack is spent. Aliases are
 * copied as they are met; merge keys are folded into their mapping.
 */
final class YamlReader {
    static final int MAX_DEPTH = 64;
    static final int MAX_ALIASES = 50;

    /** Nodes after aliases are copied: what stops fifty aliases from doubling fifty times. */
    static final int MAX_NODES = 10_000;

    private final Iterator<Event> events;
    private final Map<Anchor, AnchoredNode> anchors = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private int aliases;
    private int nodes;

    YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /** The tree below the event that comes next. */
    JsonNode read() {
        return node(next(), "", 1);
    }

    SourceLines lines(String file) {
        Map<String, SourceLines.Place> places = new HashMap<>();
        lines.forEach((path, line) -> places.put(path, new SourceLines.Place(file, line)));
        return new SourceLines(places);
    }

    /** The parser ends every stream properly or throws, so there is always a next event here. */
    private Event next() {
        return events.next();
    }

    private JsonNode node(Event event, String path, int depth) {
        lineOf(event).ifPresent(line -> lines.putIfAbsent(path, line));
        if (event instanceof AliasEvent alias) {
            return copyOf(alias, path, depth);
        }
        requireShallow(depth, path, event);
        int before = nodes;
        count(1, path, event);
        JsonNode node = MergeMark.marked(
                event,
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar, path);
                    case SequenceStartEvent start -> sequence(start, path, depth);
                    case MappingStartEvent start -> mapping(start, path, depth);
                    default -> throw new IllegalStateException("No node starts with " + event.getEventId());
                });
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(anchor -> anchors.put(anchor, new AnchoredNode(node, nodes - before)));
        return node;
    }

    private static void requireShallow(int depth, String path, Event event) {
        if (depth > MAX_DEPTH) {
            throw refuse(LIMIT, path, event, "The file is nested deeper than " + MAX_DEPTH + " levels; flatten it.");
        }
    }

    private JsonNode copyOf(AliasEvent alias, String path, int depth) {
        aliases++;
        if (aliases > MAX_ALIASES) {
            throw refuse(
                    LIMIT, path, alias, "The file uses more than " + MAX_ALIASES + " YAML aliases; write values out.");
        }
        AnchoredNode anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw refuse(
                    INVALID, path, alias, "The alias *" + alias.getAlias() + " has no anchor that ends before it.");
        }
        count(anchored.size(), path, alias);
        requireShallow(depth - 1 + anchored.height(), path, alias);
        return anchored.node().deepCopy();
    }

    private void count(int more, String path, Event event) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refuse(LIMIT, path, event, "The file has more than " + MAX_NODES + " values, aliases included.");
        }
    }

    private JsonNode scalar(ScalarEvent scalar, String path) {
        return YamlTag.apply(scalar)
                .orElseThrow(
                        () -> refuse(
                                INVALID,
                                path,
                                scalar,
                                "The YAML tag here does not fit the value or is not one of !!str, !!int, !!float, !!bool, !!null."));
    }

    private ArrayNode sequence(SequenceStartEvent start, String path, int depth) {
        requirePlainTag(start.getTag(), "seq", path, start);
        ArrayNode sequence = JsonNodeFactory.instance.arrayNode();
        for (Event at = next(); at.getEventId() != Event.ID.SequenceEnd; at = next()) {
            sequence.add(node(at, path + "[" + sequence.size() + "]", depth + 1));
        }
        return sequence;
    }

    private ObjectNode mapping(MappingStartEvent start, String path, int depth) {
        requirePlainTag(start.getTag(), "map", path, start);
        ObjectNode mapping = JsonNodeFactory.instance.objectNode();
        Optional<JsonNode> merged = Optional.empty();
        for (Event at = next(); at.getEventId() != Event.ID.MappingEnd; at = next()) {
            String key = key(at, path);
            String below = path.isEmpty() ? key : path + "." + key;
            boolean merge = isMergeKey(at);
            if (mapping.has(key) || (merge && merged.isPresent())) {
                throw refuse(INVALID, below, at, "The key '" + key + "' stands here twice; remove one of them.");
            }
            lineOf(at).ifPresent(line -> lines.putIfAbsent(below, line));
            JsonNode value = node(next(), below, depth + 1);
            if (merge) {
                merged = Optional.of(value);
            } else {
                mapping.set(key, value);
            }
        }
        merged.ifPresent(value -> merge(mapping, value, path, start));
        return mapping;
    }

    private static boolean isMergeKey(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<");
    }

    private String key(Event event, String path) {
        JsonNode key = switch (event) {
            case AliasEvent alias -> copyOf(alias, path, 1);
            case ScalarEvent scalar -> node(scalar, path, 1);
            default -> throw refuse(INVALID, path, event, "A key here is a list or a mapping; use a string.");
        };
        if (!key.isTextual()) {
            throw refuse(
                    INVALID, path, event, "The key '" + key.asText() + "' is not a string; put it in quotation marks.");
        }
        return key.asText();
    }

    private void merge(ObjectNode into, JsonNode merged, String path, Event event) {
        if (merged.isArray()) {
            merged.forEach(each -> mergeOne(into, each, path, event));
        } else {
            mergeOne(into, merged, path, event);
        }
    }

    /** What stands in the mapping, or was merged before, wins. */
    private void mergeOne(ObjectNode into, JsonNode merged, String path, Event event) {
        if (!(merged instanceof ObjectNode mapping)) {
            throw refuse(INVALID, path, event, "The value of << must be a mapping or a list of mappings.");
        }
        mapping.properties().forEach(entry -> into.putIfAbsent(entry.getKey(), entry.getValue()));
    }

    private void requirePlainTag(Optional<String> tag, String kind, String path, Event event) {
        if (tag.isPresent()
                && !tag.get().equals("!")
                && !MergeMark.isTag(tag.get())
                && !tag.get().equals(YamlTag.PREFIX + kind)) {
            throw refuse(INVALID, path, event, "YAML tags such as this one are not accepted; remove it.");
        }
    }

    private static OptionalInt lineOf(Event event) {
        return event.getStartMark()
                .map(mark -> OptionalInt.of(mark.getLine() + 1))
                .orElseGet(OptionalInt::empty);
    }

    private static YamlRefusal refuse(ComposeProblem.Code code, String path, Event event, String message) {
        return new YamlRefusal(code, path, lineOf(event), message);
    }
}
