package dev.stagecraft.cli.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a checkout of Git begins. */
public final class GitRoot {
    private GitRoot() {}

    /** The directory itself or the nearest one above it that has a {@code .git}: a directory, or the file of a worktree or a submodule. */
    public static Optional<Path> of(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
