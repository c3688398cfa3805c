package dev.stagecraft.source.git;

import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceLimits;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A commit in a repository on the disk. When this can no longer be reached the repository is deleted, so every reading
 * holds on to it until its end.
 */
final class JGitTree implements SourceTree {
    private final Repository repository;
    private final ObjectId commit;
    private final ObjectId root;
    private final SourceLimits limits;
    private final Path pack;
    private final long size;

    private JGitTree(Repository repository, ObjectId commit, ObjectId root, SourceLimits limits, Path pack)
            throws IOException {
        this.repository = repository;
        this.commit = commit;
        this.root = root;
        this.limits = limits;
        this.pack = pack;
        size = Files.size(pack);
    }

    /** The repository must hold the commit, and nothing else. */
    static JGitTree of(Repository repository, ObjectId commit, SourceLimits limits) throws IOException {
        var packs = repository.getDirectory().toPath().resolve("objects/pack");
        try (var walk = new RevWalk(repository);
                var found = Files.newDirectoryStream(packs, "*.pack")) {
            var root = walk.parseCommit(commit).getTree().copy();
            return new JGitTree(
                    repository, commit, root, limits, found.iterator().next());
        }
    }

    /** Bytes that it takes on the disk. */
    long size() {
        return size;
    }

    boolean isOnDisk() {
        return Files.exists(pack);
    }

    @Override
    public String commit() {
        return commit.name();
    }

    @Override
    public Optional<SourceFile> file(String path) {
        return read(() -> {
            var entry = entry(path);
            return entry.isPresent() && isFile(entry.get().mode())
                    ? content(entry.get().id())
                    : Optional.<SourceFile>empty();
        });
    }

    @Override
    public Optional<String> id(String path) {
        return read(() -> entry(path).map(entry -> entry.id().name()));
    }

    @Override
    public SortedMap<String, Kind> list(String directory) {
        return read(() -> {
            var entry = entry(directory).filter(found -> FileMode.TREE.equals(found.mode()));
            return entry.isPresent() ? list(entry.get().id()) : Collections.<String, Kind>emptySortedMap();
        });
    }

    @Override
    public void tar(String directory, OutputStream out) throws IOException {
        try {
            var entry = entry(directory)
                    .filter(found -> FileMode.TREE.equals(found.mode()))
                    .orElseThrow(() -> new NoSuchFileException(
                            "The commit %s has no directory '%s'.".formatted(commit.name(), directory)));
            new TreeArchive(repository, limits).write(entry.id(), out);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String toString() {
        return "commit " + commit.name();
    }

    private Optional<Entry> entry(String path) throws IOException {
        var clean = path.startsWith("/") ? Optional.<String>empty() : RepositoryPath.clean(path);
        if (clean.isEmpty()) {
            return Optional.empty();
        }
        if (clean.get().isEmpty()) {
            return Optional.of(new Entry(FileMode.TREE, root));
        }
        try (var found = TreeWalk.forPath(repository, clean.get(), root)) {
            return Optional.ofNullable(found).map(walk -> new Entry(walk.getFileMode(), walk.getObjectId(0)));
        }
    }

    private Optional<SourceFile> content(ObjectId blob) throws IOException {
        try (var reader = repository.newObjectReader()) {
            var object = reader.open(blob, Constants.OBJ_BLOB);
            return object.getSize() > limits.file()
                    ? Optional.empty()
                    : Optional.of(SourceFile.of(object.getBytes(limits.file())));
        }
    }

    private SortedMap<String, Kind> list(ObjectId directory) throws IOException {
        var kinds = new TreeMap<String, Kind>();
        try (var tree = new TreeWalk(repository)) {
            tree.addTree(directory);
            while (tree.next()) {
                kinds.put(tree.getNameString(), kind(tree.getFileMode()));
            }
        }
        return Collections.unmodifiableSortedMap(kinds);
    }

    private static Kind kind(FileMode mode) {
        if (FileMode.TREE.equals(mode)) {
            return Kind.DIRECTORY;
        }
        if (FileMode.GITLINK.equals(mode)) {
            return Kind.SUBMODULE;
        }
        return FileMode.SYMLINK.equals(mode) ? Kind.LINK : Kind.FILE;
    }

    private static boolean isFile(FileMode mode) {
        return kind(mode) == Kind.FILE;
    }

    private <A> A read(Reading<A> reading) {
        try {
            return reading.read();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Commit %s cannot be read from the operator's disk any more.".formatted(commit.name()), failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private record Entry(FileMode mode, ObjectId id) {}

    @FunctionalInterface
    private interface Reading<A> {
        A read() throws IOException;
    }
}
