package dev.stagecraft.compose;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files beside a Compose file. Paths are relative to the root of where they come from, with forward slashes and without {@code
 * .} or {@code ..}.
 */
public interface ComposeSources {
    /** The most bytes that may be carried to the hosts with one release. */
    int MAX_BYTES = 512 * 1024;

    /** The text of a file; empty where there is none, or none that is UTF-8. */
    Optional<String> text(String path);

    /**
     * The bytes of a file, or of every file below a directory, by path relative to what was asked for: the empty path for the file
     * itself. Empty where there is nothing.
     *
     * @throws CannotShip where there is something that may not be carried to a host, or too much
     */
    SortedMap<String, byte[]> files(String path);

    /** Says why the files of a path cannot be carried, as a part of a sentence. */
    final class CannotShip extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public CannotShip(String why) {
            super(why, null, false, false);
        }
    }

    /** Texts by path, for files that are all known. */
    static ComposeSources of(Map<String, String> texts) {
        return new TextSources(new TreeMap<>(texts));
    }
}
