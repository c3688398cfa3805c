package dev.stagecraft.source;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All files of one commit. Immutable, and safe for many threads; reading is local and short, so it may be done on the reconcile
 * thread. Paths are relative to the root of the repository, with forward slashes; the root itself is the empty path. A path that
 * leaves the repository names nothing.
 */
public interface SourceTree {
    /** Full id of the commit. */
    String commit();

    /** The file at that path; empty where there is none, or a directory, a link, a submodule, or more than a MiB. */
    Optional<SourceFile> file(String path);

    /**
     * What a path holds, as Git names it: two paths with the same id hold the same bytes under the same names, whatever the commit.
     * Empty where there is nothing.
     */
    Optional<String> id(String path);

    /** What is directly in a directory, by name; empty where there is no such directory. */
    SortedMap<String, Kind> list(String directory);

    /**
     * Writes a directory as an uncompressed tar archive, for a builder: names relative to the directory, links and executable bits
     * kept, owners and times the same for the same content.
     *
     * @throws IOException when {@code out} does, when the archive would exceed the limits of the source, or when the tree stands for
     *     a commit that nobody can build from
     */
    void tar(String directory, OutputStream out) throws IOException;

    /** What an entry of a directory is. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        SUBMODULE
    }
}
