package dev.stagecraft.source;

import static java.util.Objects.requireNonNull;

/** Reads whole commits. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface GitTrees {
    /**
     * Blocks for a bounded time, so it is never called from the reconcile thread. Every expected failure is a value. A commit that
     * was read before, and is named by its full id, is answered without the network as long as it is kept.
     */
    Answer read(GitLocation location);

    /** What came of it. */
    sealed interface Answer {
        /** The files; they stay readable as long as somebody holds on to the tree. */
        record Found(SourceTree tree) implements Answer {
            public Found {
                requireNonNull(tree, "tree");
            }
        }

        /** Not found, not allowed, not reached or refused: any answer of {@link GitDirectory} but {@link GitDirectory.Found}. */
        record Failed(GitDirectory why) implements Answer {
            public Failed {
                if (why instanceof GitDirectory.Found) {
                    throw new IllegalArgumentException("That is no failure.");
                }
            }
        }
    }
}
