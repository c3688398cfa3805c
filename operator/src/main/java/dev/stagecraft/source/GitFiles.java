package dev.stagecraft.source;

/** Reads a directory of a repository. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface GitFiles {
    /**
     * Blocks for a bounded time, so it is called from a step and never from the reconcile thread. Every expected failure
     * is a value; nothing is thrown for a server that is away or refuses.
     *
     * @param path of a directory below the root of the repository, with forward slashes; empty for the root itself
     */
    GitDirectory read(GitLocation location, String path);
}
