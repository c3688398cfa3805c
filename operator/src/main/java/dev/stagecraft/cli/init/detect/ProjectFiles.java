package dev.stagecraft.cli.init.detect;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a directory that may say something. Paths are relative to it, with slashes. */
public interface ProjectFiles {
    /** What the Compose file of a directory is called, in the order in which Compose itself looks. */
    List<String> COMPOSE = List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    /** All of them, without those of dependencies, build output and hidden directories. */
    NavigableSet<String> paths();

    /**
     * The text of a file, also of one that {@link #paths} leaves out; empty where there is none, or none that is text.
     *
     * @throws UnreadableProject if the machine does not let it be read
     */
    Optional<String> text(String path);

    /** Files that are all known. */
    static ProjectFiles of(Map<String, String> texts) {
        var files = new TreeMap<>(texts);
        return new ProjectFiles() {
            @Override
            public NavigableSet<String> paths() {
                return new TreeSet<>(files.keySet());
            }

            @Override
            public Optional<String> text(String path) {
                return Optional.ofNullable(files.get(path));
            }
        };
    }

    /** Files of that name anywhere, those nearest to the root first. */
    default List<String> named(String name) {
        return paths().stream()
                .filter(path -> path.equals(name) || path.endsWith("/" + name))
                .sorted(Comparator.comparingLong((String path) ->
                                path.chars().filter(c -> c == '/').count())
                        .thenComparing(path -> path))
                .toList();
    }

    /** The directory of a path; empty for the root. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The last part of a path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
