package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory.GitUnreachable;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where the repositories of trees lie on the disk: each in a directory that goes when nobody holds on to the tree. */
final class TreeStore implements AutoCloseable {
    private static final long LITTLE = 16L << 20;

    private final Path base;
    private final int usual;
    private final Cleaner cleaner = Cleaner.create();
    private final AtomicInteger stored = new AtomicInteger();
    private @Nullable OwnDirectory own;

    /**
     * Deletes what a process that died has left there.
     *
     * @param usual how many repositories are kept on purpose
     */
    TreeStore(Path base, int usual) {
        this.base = base;
        this.usual = usual;
        OwnDirectory.sweep(base);
    }

    /** An empty directory, to be given to {@link #deleteAfter} or {@link #delete}. */
    Path next(GitRequest request) throws GitStop {
        if (stored.get() > usual) {
            // Trees are few bytes of memory and many of disk: nothing else would make the collector look at them.
            System.gc();
        }
        try {
            var directory = Files.createTempDirectory(directory(), "commit-");
            stored.incrementAndGet();
            return directory;
        } catch (IOException _) {
            throw noRoom(request);
        }
    }

    /** Answers in the place of {@code failure} where the disk is the reason, which nothing from JGit tells. */
    Optional<GitStop> full(GitRequest request) {
        try {
            return Files.getFileStore(base).getUsableSpace() < LITTLE ? Optional.of(noRoom(request)) : Optional.empty();
        } catch (IOException _) {
            return Optional.of(noRoom(request));
        }
    }

    /** Deletes the directory when nothing can reach {@code tree} any more. */
    void deleteAfter(Object tree, DiskRepository repository, Path directory) {
        cleaner.register(tree, () -> {
            repository.close();
            delete(directory);
        });
    }

    void delete(Path directory) {
        OwnDirectory.delete(directory);
        stored.decrementAndGet();
    }

    @Override
    public synchronized void close() {
        if (own != null) {
            own.close();
            own = null;
        }
    }

    private synchronized Path directory() throws IOException {
        if (own == null) {
            own = OwnDirectory.claim(base);
        }
        return own.path();
    }

    private GitStop noRoom(GitRequest request) {
        return new GitStop(new GitUnreachable(
                "%s was not read: the operator cannot write to %s, or has no room left there. Whoever runs the operator names a larger directory with STAGECRAFT_SOURCE_DIRECTORY."
                        .formatted(request.url(), base),
                true));
    }
}
