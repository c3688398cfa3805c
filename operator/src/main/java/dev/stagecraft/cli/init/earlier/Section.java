package dev.stagecraft.cli.init.earlier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the configuration that remembers which of its keys were asked for: those that nobody asked for are unknown, and
 * {@link #finish} says so. A value of another kind than was asked for is noted, and counts as absent.
 */
final class Section {
    private static final int DEEPEST = 64;

    private final String path;
    private final int line;
    private final Map<String, Entry> entries;
    private final List<Lost> lost;
    private final Set<String> taken = new HashSet<>();

    private record Entry(Node value, int line) {}

    private Section(String path, int line, Map<String, Entry> entries, List<Lost> lost) {
        this.path = path;
        this.line = line;
        this.entries = entries;
        this.lost = lost;
    }

    static Section of(String path, MappingNode node, List<Lost> lost) {
        return new Section(path, line(node), entries(node, 0), lost);
    }

    /** One that has nothing in it. */
    static Section empty(List<Lost> lost) {
        return new Section("", 1, Map.of(), lost);
    }

    private static Map<String, Entry> entries(MappingNode node, int depth) {
        var entries = new LinkedHashMap<String, Entry>();
        var merged = new LinkedHashMap<String, Entry>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                continue;
            }
            if (key.getValue().equals("<<") && depth < DEEPEST) {
                merge(tuple.getValueNode(), merged, depth);
            } else {
                entries.put(key.getValue(), new Entry(tuple.getValueNode(), line(key)));
            }
        }
        merged.forEach(entries::putIfAbsent);
        return entries;
    }

    private static void merge(Node value, Map<String, Entry> into, int depth) {
        if (value instanceof MappingNode mapping) {
            entries(mapping, depth + 1).forEach(into::putIfAbsent);
        } else if (value instanceof SequenceNode list && depth < DEEPEST) {
            list.getValue().forEach(each -> merge(each, into, depth + 1));
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    int line() {
        return line;
    }

    /** The line of a key, or of the section where it has none of that name. */
    int line(String key) {
        return entries.containsKey(key) ? entries.get(key).line() : line;
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    String path() {
        return path;
    }

    boolean has(String key) {
        return present(key).isPresent();
    }

    /** In the order of the file. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** A scalar, whatever it looks like: 22 and true are text here. */
    Optional<String> text(String key) {
        taken.add(key);
        return present(key).flatMap(entry -> {
            if (entry.value() instanceof ScalarNode scalar) {
                return Optional.of(scalar.getValue().strip()).filter(text -> !text.isEmpty());
            }
            return wrong(key, entry, "a single value");
        });
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(text -> Set.of("true", "yes", "on", "1").contains(text))
                .orElse(otherwise);
    }

    Optional<Section> section(String key) {
        taken.add(key);
        return present(key)
                .flatMap(entry -> entry.value() instanceof MappingNode mapping
                        ? Optional.of(new Section(at(key), entry.line(), entries(mapping, 0), lost))
                        : wrong(key, entry, "a mapping"));
    }

    /** A list of scalars, or a single one. */
    List<String> texts(String key) {
        taken.add(key);
        var texts = new ArrayList<String>();
        present(key).ifPresent(entry -> {
            List<Node> nodes = entry.value() instanceof SequenceNode list ? list.getValue() : List.of(entry.value());
            if (nodes.stream().allMatch(ScalarNode.class::isInstance)) {
                nodes.forEach(node -> texts.add(((ScalarNode) node).getValue().strip()));
            } else {
                wrong(key, entry, "a list of single values");
            }
        });
        return texts;
    }

    /** A list of mappings; empty, and without a word, where it is something else. */
    List<Section> sections(String key) {
        var sections = new ArrayList<Section>();
        if (present(key).map(Entry::value).orElse(null) instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                if (list.getValue().get(i) instanceof MappingNode each) {
                    sections.add(new Section("%s[%d]".formatted(at(key), i), line(each), entries(each, 0), lost));
                }
            }
        }
        return sections;
    }

    /** Whether the value is a list. */
    boolean isList(String key) {
        return present(key)
                .map(Entry::value)
                .filter(SequenceNode.class::isInstance)
                .isPresent();
    }

    /** Takes a key that has no counterpart, and says what to do instead; no word where it is not there. */
    void drop(String key, String why) {
        if (taken.add(key) && has(key)) {
            lose(key, why);
        }
    }

    /** Says something of a key that was read. */
    void lose(String key, String why) {
        lost.add(new Lost(at(key), line(key), why));
    }

    /** A key that says what is so anyway. */
    void pass(String key) {
        taken.add(key);
    }

    /** Every key that nobody asked for is unknown. */
    void finish() {
        entries.forEach((key, entry) -> {
            if (!taken.contains(key) && !key.startsWith("x-")) {
                lost.add(new Lost(
                        at(key),
                        entry.line(),
                        "This key is not known. What a resource can say is in spec/example.yaml."));
            }
        });
    }

    private Optional<Entry> present(String key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> !entry.value().getTag().equals(Tag.NULL));
    }

    private <T> Optional<T> wrong(String key, Entry entry, String expected) {
        String is = switch (entry.value()) {
            case MappingNode any -> "a mapping";
            case SequenceNode any -> "a list";
            default -> "a single value";
        };
        lost.add(new Lost(
                at(key),
                entry.line(),
                "It must be %s and is %s. Correct it and convert again.".formatted(expected, is)));
        return Optional.empty();
    }
}
