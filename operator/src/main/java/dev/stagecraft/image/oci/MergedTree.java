package dev.stagecraft.image.oci;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The layers seen so far, from the top down: what is put first stays. */
final class MergedTree {
    /** A node and the number of the layer that put it. */
    record Placed(Node node, int layer) {}

    /** What a path comes to. */
    sealed interface Resolution {
        record At(Placed placed) implements Resolution {}

        /** A link on the way, or at the end of it, leads to another path. */
        record Elsewhere(String path) implements Resolution {}

        record Nothing() implements Resolution {}
    }

    /** A directory that has no entry of its own, as the root. */
    private static final Placed WITHOUT_ENTRY = new Placed(new Node.Directory(), 0);

    private final Map<String, Placed> nodes = new HashMap<>();
    private final Set<String> implied = new HashSet<>();

    /** Of these nothing more shows through from below. */
    private final Set<String> closed = new HashSet<>();

    /** Whether what a lower layer has at {@code path} is hidden. */
    boolean hides(String path) {
        return nodes.containsKey(path) || isClosedAbove(path);
    }

    /** The next layer down. */
    void add(LayerView layer, int number) {
        layer.implied().stream().filter(path -> !hides(path)).forEach(implied::add);
        layer.nodes().forEach((path, node) -> place(path, node, number));
        layer.whiteouts().forEach(path -> place(path, new Node.Deleted(), number));
        closed.addAll(layer.whiteouts());
        closed.addAll(layer.opaque());
        layer.nodes().forEach((path, node) -> {
            if (!(node instanceof Node.Directory)) {
                closed.add(path);
            }
        });
    }

    /** What is in a directory makes it one, whatever a lower layer has there; a link is kept, to be refused. */
    private void place(String path, Node node, int number) {
        var directory = implied.contains(path) && !(node instanceof Node.SymbolicLink);
        if (!hides(path) && (!directory || node instanceof Node.Directory)) {
            nodes.put(path, new Placed(node, number));
        }
    }

    /** Whether no lower layer can change what was wanted. */
    boolean settles(Wanted wanted) {
        return wanted.named().stream()
                .allMatch(path -> isClosedAbove(path)
                        || (wanted.directory().isPresent() ? closed.contains(path) : nodes.containsKey(path)));
    }

    /** Follows at most one link. */
    Resolution resolve(String path) throws RefusedImage {
        for (var prefix : ImagePath.prefixes(path)) {
            var placed = nodes.get(prefix);
            if (placed != null && placed.node() instanceof Node.SymbolicLink(var target)) {
                refuseEntriesBelow(prefix);
                var rest = path.substring(prefix.length());
                return new Resolution.Elsewhere(ImagePath.ofLink(ImagePath.parent(prefix), target + rest));
            }
            if (placed != null && !prefix.equals(path) && !(placed.node() instanceof Node.Directory)) {
                return new Resolution.Nothing();
            }
        }
        return Optional.ofNullable(nodes.get(path))
                .or(() -> path.isEmpty() || implied.contains(path) ? Optional.of(WITHOUT_ENTRY) : Optional.empty())
                .filter(placed -> !(placed.node() instanceof Node.Deleted))
                .<Resolution>map(Resolution.At::new)
                .orElseGet(Resolution.Nothing::new);
    }

    /** What is directly in a directory, by name, without what was taken away. */
    Map<String, Placed> children(String directory) {
        var children = new HashMap<String, Placed>();
        nodes.forEach((path, placed) -> {
            if (!path.isEmpty()
                    && ImagePath.parent(path).equals(directory)
                    && !(placed.node() instanceof Node.Deleted)) {
                children.put(ImagePath.name(path), placed);
            }
        });
        return children;
    }

    /** Names of the directories in a directory that have no entry of their own. */
    Set<String> impliedChildren(String directory) {
        var children = new HashSet<String>();
        implied.forEach(path -> {
            if (!path.isEmpty() && ImagePath.parent(path).equals(directory) && !nodes.containsKey(path)) {
                children.add(ImagePath.name(path));
            }
        });
        return children;
    }

    private boolean isClosedAbove(String path) {
        return !path.isEmpty()
                && (closed.contains("")
                        || ImagePath.prefixes(ImagePath.parent(path)).stream().anyMatch(closed::contains));
    }

    /** An entry below a link would be written to wherever the link leads, which only a whole file system can tell. */
    private void refuseEntriesBelow(String link) throws RefusedImage {
        if (implied.contains(link)) {
            throw new RefusedImage("a layer writes below /%s, which another entry makes a link".formatted(link));
        }
    }
}
