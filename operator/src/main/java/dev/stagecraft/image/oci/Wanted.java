package dev.stagecraft.image.oci;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one pass through the layers looks for.
 *
 * @param directory whose direct children are all wanted
 * @param paths single ones
 * @param onTheWay all that lie above the others, and they themselves: their kind matters, for a link there leads elsewhere
 */
record Wanted(Optional<String> directory, Set<String> paths, Set<String> onTheWay) {
    static Wanted directory(String directory) {
        return new Wanted(Optional.of(directory), Set.of(), Set.copyOf(ImagePath.prefixes(directory)));
    }

    static Wanted paths(Set<String> paths) {
        var onTheWay = new HashSet<String>();
        paths.forEach(path -> onTheWay.addAll(ImagePath.prefixes(path)));
        return new Wanted(Optional.empty(), Set.copyOf(paths), Set.copyOf(onTheWay));
    }

    boolean content(String path) {
        return paths.contains(path) || isChild(path);
    }

    boolean matters(String path) {
        return onTheWay.contains(path) || isChild(path);
    }

    /** Everything that is wanted by name. */
    List<String> named() {
        return directory.map(List::of).orElseGet(() -> List.copyOf(paths));
    }

    private boolean isChild(String path) {
        return directory.isPresent()
                && !path.isEmpty()
                && ImagePath.parent(path).equals(directory.get());
    }
}
