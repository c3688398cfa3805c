package dev.stagecraft.source.git;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The commits that are kept, of which the least recently asked for leaves first. One that left stays readable for those
 * who hold on to it. Safe for use by many threads.
 */
final class TreeCache {
    private final int most;
    private final long room;
    private final LinkedHashMap<TreeKey, JGitTree> trees = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param most how many
     * @param room bytes of all of them together; a single one is kept even if it is larger
     */
    TreeCache(int most, long room) {
        this.most = most;
        this.room = room;
    }

    synchronized Optional<JGitTree> get(TreeKey key) {
        var tree = Optional.ofNullable(trees.get(key));
        // Something that tidies directories of temporary files may have been there.
        if (tree.isPresent() && !tree.get().isOnDisk()) {
            trees.remove(key);
            return Optional.empty();
        }
        return tree;
    }

    /** The tree that is kept from now on: another one, where that was quicker. */
    synchronized JGitTree keep(TreeKey key, JGitTree tree) {
        var kept = get(key);
        if (kept.isPresent()) {
            return kept.get();
        }
        trees.put(key, tree);
        while (trees.size() > 1 && (trees.size() > most || size() > room)) {
            trees.pollFirstEntry();
        }
        return tree;
    }

    synchronized void clear() {
        trees.clear();
    }

    private long size() {
        return trees.values().stream().mapToLong(JGitTree::size).sum();
    }
}
