package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a later document over an earlier one by Compose's rules: mappings deep, lists one behind the other without repeating what is
 * the same thing, and by a {@link MergeRule} where those do not fit. The order of the earlier one is kept.
 */
final class Merging {
    private final ListKeys keys;

    Merging(Interpolation interpolation) {
        this.keys = new ListKeys(interpolation);
    }

    /** Both stay as they are. */
    ObjectNode merge(ObjectNode earlier, ObjectNode later) {
        return mappings("", "", earlier, later);
    }

    /** The same for the definition of a service. */
    ObjectNode service(String name, ObjectNode base, ObjectNode service) {
        return mappings("services.*", "services." + name, base, service);
    }

    private ObjectNode mappings(String pattern, String path, ObjectNode earlier, ObjectNode later) {
        ObjectNode merged = earlier.deepCopy();
        later.properties().forEach(entry -> {
            String key = entry.getKey();
            String below = path.isEmpty() ? key : path + "." + key;
            merged.set(
                    key,
                    earlier.has(key)
                            ? any(PathPattern.child(pattern, key), below, earlier.path(key), entry.getValue())
                            : entry.getValue().deepCopy());
        });
        return merged;
    }

    private JsonNode any(String pattern, String path, JsonNode earlier, JsonNode later) {
        if (MergeMark.of(later).isPresent()) {
            return later;
        }
        Optional<MergeMark> mark = MergeMark.of(earlier);
        if (mark.isPresent()) {
            return MergeMark.override(
                    switch (mark.get()) {
                        case MergeMark.Reset _ -> later;
                        case MergeMark.Instead(JsonNode value) -> any(pattern, path, value, later);
                    });
        }
        return MergeRule.of(pattern)
                .map(rule -> special(rule, pattern, path, earlier, later))
                .orElseGet(() -> generic(pattern, path, earlier, later));
    }

    private JsonNode generic(String pattern, String path, JsonNode earlier, JsonNode later) {
        if (later.isNull()) {
            return earlier;
        }
        return switch (earlier) {
            case ObjectNode mapping when later instanceof ObjectNode other -> mappings(pattern, path, mapping, other);
            case ArrayNode list when later instanceof ArrayNode other -> lists(pattern, list, other);
            case ObjectNode _ -> throw mismatch(path, "a mapping");
            case ArrayNode _ -> throw mismatch(path, "a list");
            default -> later;
        };
    }

    private static ComposeRefusal mismatch(String path, String shape) {
        return new ComposeRefusal(ComposeProblem.at(
                ComposeProblem.Code.INVALID,
                path,
                "This is %s in the file or service before, and something else here; write both alike, or mark the later one with !override."
                        .formatted(shape)));
    }

    private JsonNode special(MergeRule rule, String pattern, String path, JsonNode earlier, JsonNode later) {
        return switch (rule) {
            case REPLACE -> later;
            case PAIRS ->
                earlier instanceof ObjectNode mapping && later instanceof ObjectNode other
                        ? replaced(mapping, other)
                        : lists(pattern, Forms.pairs(earlier, "="), Forms.pairs(later, "="));
            case NAMES ->
                earlier.isArray() && later.isArray()
                        ? lists(pattern, (ArrayNode) earlier, (ArrayNode) later)
                        : mappings(pattern, path, Forms.named(pattern, earlier), Forms.named(pattern, later));
            case BUILD -> mappings(pattern, path, Forms.build(earlier), Forms.build(later));
            case DRIVER -> driver(pattern, path, earlier, later);
            case HOSTS -> hosts(earlier, later);
            case SUBNETS -> subnets(pattern, path, earlier, later);
        };
    }

    private static ObjectNode replaced(ObjectNode earlier, ObjectNode later) {
        ObjectNode merged = earlier.deepCopy();
        later.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        return merged;
    }

    private ArrayNode lists(String pattern, ArrayNode earlier, ArrayNode later) {
        ArrayNode all = earlier.deepCopy().addAll(later);
        return keys.of(pattern)
                .map(key -> {
                    Map<String, JsonNode> unique = new LinkedHashMap<>();
                    all.forEach(entry -> unique.put(key.apply(entry), entry));
                    return JsonNodeFactory.instance.arrayNode().addAll(unique.values());
                })
                .orElse(all);
    }

    private JsonNode driver(String pattern, String path, JsonNode earlier, JsonNode later) {
        boolean other = earlier.has("driver")
                && later.has("driver")
                && !earlier.path("driver").equals(later.path("driver"));
        return other ? later : generic(pattern, path, earlier, later);
    }

    private static JsonNode hosts(JsonNode earlier, JsonNode later) {
        if (earlier instanceof ObjectNode mapping
                && later instanceof ObjectNode other
                && other.propertyStream().noneMatch(entry -> mapping.has(entry.getKey()))) {
            return replaced(mapping, other);
        }
        ArrayNode all = Forms.pairs(earlier, ":");
        Map<JsonNode, Boolean> known = new HashMap<>();
        all.forEach(entry -> known.put(entry, true));
        Forms.pairs(later, ":")
                .valueStream()
                .filter(entry -> known.put(entry, true) == null)
                .forEach(all::add);
        return all;
    }

    /** As Compose does it: a range that the later file does not name is gone, once that names another. */
    private JsonNode subnets(String pattern, String path, JsonNode earlier, JsonNode later) {
        Map<String, JsonNode> ranges = new LinkedHashMap<>();
        for (JsonNode original : earlier) {
            for (JsonNode other : later) {
                if (!(original instanceof ObjectNode known) || !(other instanceof ObjectNode range)) {
                    throw new ComposeRefusal(ComposeProblem.at(
                            ComposeProblem.Code.INVALID, path, "Each range here must be a mapping with a subnet."));
                }
                String subnet = other.path("subnet").asText();
                if (!subnet.equals(original.path("subnet").asText())) {
                    ranges.putIfAbsent(subnet, other);
                } else {
                    ranges.put(subnet, mappings(pattern + ".[]", path, known, range));
                }
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(ranges.values());
    }
}
