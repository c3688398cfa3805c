package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.detect.GitRemote;
import dev.stagecraft.cli.init.detect.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A directory on the disk, as far as it says something: no links, no dependencies, no large files. */
final class Checkout implements ProjectFiles {
    private static final Set<String> SKIPPED = Set.of(
            "node_modules",
            "vendor",
            "target",
            "build",
            "dist",
            "out",
            "venv",
            "__pycache__",
            "coverage",
            "stagecraft");

    private static final int DEEPEST = 10;
    private static final int MOST = 20_000;
    private static final long LARGEST = 1024 * 1024;

    private final Path directory;
    private final NavigableSet<String> paths;

    private Checkout(Path directory, NavigableSet<String> paths) {
        this.directory = directory;
        this.paths = paths;
    }

    static Checkout of(Path directory) {
        var paths = new TreeSet<String>();
        try {
            Files.walkFileTree(directory, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new Walk(directory, paths));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Checkout(directory, paths);
    }

    @Override
    public NavigableSet<String> paths() {
        return paths;
    }

    @Override
    public Optional<String> text(String path) {
        Path file = directory.resolve(path).normalize();
        return file.startsWith(directory) ? read(file) : Optional.empty();
    }

    /** Where the repository begins that the directory is in: the directory itself or one above it. */
    Optional<Path> root() {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** The path of the directory from the root of its repository; empty for the root itself, and without a repository. */
    String prefix() {
        return root().map(root -> root.relativize(directory).toString().replace('\\', '/'))
                .orElse("");
    }

    /** Where Git has the repository from. A worktree and a submodule have a file that says where their settings are. */
    Optional<GitRemote> git() {
        return root().flatMap(root -> {
            Path git = root.resolve(".git");
            Path own = Files.isDirectory(git) ? git : pointed(root, git);
            Path common = read(own.resolve("commondir"))
                    .map(text -> own.resolve(text.strip()).normalize())
                    .orElse(own);
            return read(common.resolve("config"))
                    .flatMap(config ->
                            GitRemote.of(config, read(own.resolve("HEAD")).orElse("")));
        });
    }

    private static Path pointed(Path root, Path file) {
        return read(file)
                .filter(text -> text.startsWith("gitdir:"))
                .map(text ->
                        root.resolve(text.substring("gitdir:".length()).strip()).normalize())
                .orElse(file);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path directory;
        private final NavigableSet<String> paths;

        Walk(Path directory, NavigableSet<String> paths) {
            this.directory = directory;
            this.paths = paths;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            String name = String.valueOf(at.getFileName());
            boolean skipped = SKIPPED.contains(name) || name.startsWith(".");
            return skipped && !at.equals(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                paths.add(directory.relativize(file).toString().replace('\\', '/'));
            }
            return paths.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /** What may not be read is left out. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException denied) {
            return FileVisitResult.CONTINUE;
        }
    }
}
