package dev.stagecraft.cli.manifest;

import dev.stagecraft.cli.session.FileWalk;
import dev.stagecraft.cli.session.Programs;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a directory in the place of a commit: in a Git work tree those that Git tracks or would track, else all. */
public final class LocalTree implements SourceTree {
    /** What stands for the id of the commit. */
    public static final String COMMIT = "local files";

    private static final long MAX_FILE = 1 << 20;
    static final int MAX_FILES = 50_000;
    private static final String GIT = ".git";

    private final Path root;
    private final SortedMap<String, Path> files;
    private final boolean complete;

    private LocalTree(Path root, SortedMap<String, Path> files, boolean complete) {
        this.root = root;
        this.files = files;
        this.complete = complete;
    }

    /** The work tree that a directory is in; the directory itself where it is in none. */
    public static Path around(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(GIT))) {
                return at;
            }
        }
        return directory;
    }

    /** @param environment of the process, which says where git is */
    public static LocalTree of(Path root, Map<String, String> environment) {
        return of(root, environment, MAX_FILES);
    }

    /** With a warning where these are not all. */
    public static LocalTree of(Path root, Session session) {
        var tree = of(root, session.environment());
        if (!tree.complete()) {
            session.console()
                    .warn(
                            "%s has more than %d files, and those farthest down count as absent; make it a Git work tree, or name a directory with less in it with --source."
                                    .formatted(root, MAX_FILES));
        }
        return tree;
    }

    static LocalTree of(Path root, Map<String, String> environment, int most) {
        var files = new TreeMap<String, Path>();
        var listed = listed(root, environment);
        if (listed.isPresent()) {
            listed.get().forEach(name -> put(files, root, name));
            return new LocalTree(root, files, true);
        }
        var walk = FileWalk.of(root, Integer.MAX_VALUE, most, below -> !below.equals(Path.of(GIT)));
        walk.paths().stream().filter(name -> !name.equals(GIT)).forEach(name -> put(files, root, name));
        return new LocalTree(root, files, walk.complete());
    }

    private static void put(Map<String, Path> files, Path root, String name) {
        var path = root.resolve(name);
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path)) {
            files.put(name, path);
        }
    }

    private static Optional<List<String>> listed(Path root, Map<String, String> environment) {
        if (!Files.exists(root.resolve(GIT))) {
            return Optional.empty();
        }
        return new Programs(root, environment)
                .run(List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"))
                .filter(ended -> ended.code() == 0)
                .map(ended -> Stream.of(ended.out().split("\0"))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** Whether these are all: where Git is not asked, there is a limit. */
    public boolean complete() {
        return complete;
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    @Override
    public String commit() {
        return COMMIT;
    }

    @Override
    public Optional<SourceFile> file(String path) {
        return Optional.ofNullable(files.get(path))
                .filter(file -> !Files.isSymbolicLink(file))
                .flatMap(file -> {
                    try {
                        return Files.size(file) > MAX_FILE
                                ? Optional.empty()
                                : Optional.of(SourceFile.of(Files.readAllBytes(file)));
                    } catch (IOException unreadable) {
                        return Optional.empty();
                    }
                });
    }

    @Override
    public Optional<String> id(String path) {
        try {
            var file = files.get(path);
            if (file != null) {
                return Optional.of(GitObjects.blob(file));
            }
            var below = below(path);
            return below.isEmpty() ? Optional.empty() : Optional.of(GitObjects.tree(below));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public SortedMap<String, Kind> list(String directory) {
        var found = new TreeMap<String, Kind>();
        below(directory).forEach((name, file) -> {
            int slash = name.indexOf('/');
            found.put(
                    slash < 0 ? name : name.substring(0, slash),
                    slash >= 0 ? Kind.DIRECTORY : Files.isSymbolicLink(file) ? Kind.LINK : Kind.FILE);
        });
        return Collections.unmodifiableSortedMap(found);
    }

    private SortedMap<String, Path> below(String directory) {
        if (directory.isEmpty()) {
            return files;
        }
        var prefix = directory + "/";
        var found = new TreeMap<String, Path>();
        files.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> found.put(entry.getKey().substring(prefix.length()), entry.getValue()));
        return found;
    }

    /** Nobody who only looks builds anything. */
    @Override
    public void tar(String directory, OutputStream out) throws IOException {
        throw new IOException("local files are not archived");
    }
}
