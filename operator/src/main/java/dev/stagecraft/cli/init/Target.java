package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.manifest.Tree;
import dev.stagecraft.cli.session.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Where the files of a tree go. They are all written or none is, and none through a symbolic link. */
record Target(Path directory) {
    /**
     * Writes.
     *
     * @param kept files that are not replaced in any case, as they are the project's own once they are there
     * @throws CommandFailure if one of the files is there, unless they may be replaced
     */
    void write(Tree tree, Set<String> kept, boolean replace) {
        requireDirectories(tree);
        List<String> existing = tree.files().keySet().stream()
                .filter(path -> Files.exists(directory.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .toList();
        List<String> own = existing.stream().filter(kept::contains).toList();
        if (!own.isEmpty() && replace) {
            throw CommandFailure.of(
                    "%s there already and never replaced, and nothing was written; let init read it, or move it away."
                            .formatted(list(own)));
        }
        if (!existing.isEmpty() && !replace) {
            throw CommandFailure.of(
                    "%s there already, and nothing was written; --force replaces what init writes, and --dry-run shows it."
                            .formatted(list(existing)));
        }
        var made = new ArrayDeque<Path>();
        try {
            put(staged(tree, made), made);
        } catch (IOException e) {
            undo(made);
            throw CommandFailure.of(
                    "The files cannot be written, and none was: %s. Make %s writable, or run init in another directory."
                            .formatted(e.getMessage(), directory),
                    e);
        }
    }

    /** Behind a link is another place than the one that is told. */
    private void requireDirectories(Tree tree) {
        for (String file : tree.files().keySet()) {
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                String parent = file.substring(0, slash);
                if (Files.isSymbolicLink(directory.resolve(parent))) {
                    throw CommandFailure.of(
                            "%s is a symbolic link, and nothing was written; put a directory in its place, as init writes into no other."
                                    .formatted(parent));
                }
            }
        }
    }

    private static String list(List<String> paths) {
        String names = String.join(", ", paths);
        return names + (paths.size() == 1 ? " is" : " are");
    }

    /** All content is on the disk before the first file gets its name, so what can fail has failed by then. */
    private Map<Path, Path> staged(Tree tree, Deque<Path> made) throws IOException {
        var staged = new LinkedHashMap<Path, Path>();
        for (var file : tree.files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Path parent = path.resolveSibling("");
            directories(parent, made);
            Path beside = parent.resolve(".%s.%s.stagecraft-new".formatted(path.getFileName(), UUID.randomUUID()));
            Files.createFile(beside); // fails at whatever is there, so that what is undone is ours
            made.push(beside);
            Files.writeString(beside, file.getValue(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            staged.put(beside, path);
        }
        return staged;
    }

    private static void put(Map<Path, Path> staged, Deque<Path> made) throws IOException {
        for (var file : staged.entrySet()) {
            if (Files.isDirectory(file.getValue())) {
                throw new IOException(file.getValue() + " is a directory");
            }
        }
        for (var file : staged.entrySet()) {
            Files.move(file.getKey(), file.getValue(), StandardCopyOption.ATOMIC_MOVE);
            made.remove(file.getKey());
        }
    }

    private static void directories(Path path, Deque<Path> made) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = path.getParent();
            if (parent != null) {
                directories(parent, made);
            }
            Files.createDirectory(path);
            made.push(path);
        }
    }

    private static void undo(Deque<Path> made) {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException left) {
                // It stays as it is: what failed first is what is told.
            }
        }
    }
}
