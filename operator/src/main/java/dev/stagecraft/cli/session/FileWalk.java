package dev.stagecraft.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What lies below a directory, level by level and by name, so that the same directory gives the same paths and those nearest to
 * it come first where there are too many. Links are named and not followed; what may not be read is left out.
 *
 * @param paths of everything but directories, from there, with slashes
 * @param complete whether these are all
 */
public record FileWalk(NavigableSet<String> paths, boolean complete) {
    public FileWalk {
        paths = Collections.unmodifiableNavigableSet(new TreeSet<>(paths));
    }

    /**
     * Walks.
     *
     * @param deepest how many names a path may have
     * @param most how many paths there may be
     * @param entered the directories that are looked into, by their paths from there
     */
    public static FileWalk of(Path directory, int deepest, int most, Predicate<Path> entered) {
        var paths = new TreeSet<String>();
        var next = new ArrayDeque<Path>(List.of(directory));
        while (!next.isEmpty()) {
            for (Path path : inside(next.remove())) {
                Path below = directory.relativize(path);
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    if (paths.size() == most) {
                        return new FileWalk(paths, false);
                    }
                    paths.add(below.toString().replace('\\', '/'));
                } else if (below.getNameCount() < deepest && entered.test(below)) {
                    next.add(path);
                }
            }
        }
        return new FileWalk(paths, true);
    }

    private static List<Path> inside(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }
}
