package dev.stagecraft.source.git;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that nobody else may read, below one that others may use too. A locked file in it says that it is in use;
 * the lock ends with the process, however that ends, so that the next one can tell what was left behind.
 */
final class OwnDirectory implements AutoCloseable {
    private static final String PREFIX = "stagecraft-source-";
    private static final String LOCK = "lock";
    private static final int ATTEMPTS = 5;

    /** Those of this process: to open and close their locked files would end the locks, which are the whole process's. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path path;
    private final FileChannel lock;

    private OwnDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** A new one, for which {@code base} must be there. */
    static OwnDirectory claim(Path base) throws IOException {
        synchronized (HELD) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                // Only its owner may enter what this makes.
                var path = Files.createTempDirectory(base.toRealPath(), PREFIX);
                var lock = lock(path);
                if (lock != null) {
                    HELD.add(path);
                    return new OwnDirectory(path, lock);
                }
            }
        }
        throw new IOException("No directory below %s could be kept from other processes.".formatted(base));
    }

    /** Deletes what processes that are no more have left below {@code base}, as far as that can be done. */
    static void sweep(Path base) {
        synchronized (HELD) {
            try (var found = Files.newDirectoryStream(base.toRealPath(), PREFIX + "*")) {
                for (var directory : found) {
                    if (!HELD.contains(directory) && Files.isDirectory(directory, NOFOLLOW_LINKS)) {
                        deleteUnlessUsed(directory);
                    }
                }
            } catch (IOException | DirectoryIteratorException _) {
                // Whoever wants to write here is told; nothing is lost meanwhile.
            }
        }
    }

    Path path() {
        return path;
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        synchronized (HELD) {
            delete(path);
            HELD.remove(path);
            closeQuietly(lock);
        }
    }

    /** As far as that can be done: what stays is swept later. Links are deleted, not followed. */
    static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path below, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(below);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException _) {
            // See above.
        }
    }

    private static void deleteUnlessUsed(Path directory) {
        var lock = lock(directory);
        if (lock != null) {
            delete(directory);
            closeQuietly(lock);
        }
    }

    /** Null where another process has it, or swept the directory away meanwhile. */
    private static @Nullable FileChannel lock(Path directory) {
        try {
            var file = directory.resolve(LOCK);
            var channel = FileChannel.open(file, CREATE, WRITE, NOFOLLOW_LINKS);
            if (channel.tryLock() != null && Files.exists(file)) {
                return channel;
            }
            channel.close();
        } catch (IOException | OverlappingFileLockException _) {
            // Not to be had.
        }
        return null;
    }

    private static void closeQuietly(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException _) {
            // The lock ends with the process at the latest.
        }
    }
}
