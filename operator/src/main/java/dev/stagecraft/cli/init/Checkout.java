package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.detect.GitRemote;
import dev.stagecraft.cli.init.detect.ProjectFiles;
import dev.stagecraft.cli.init.detect.UnreadableProject;
import dev.stagecraft.cli.session.FileWalk;
import dev.stagecraft.cli.session.GitRoot;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    static final int MOST = 20_000;
    private static final long LARGEST = 1024 * 1024;

    private final Path directory;
    private final NavigableSet<String> paths;

    private final boolean complete;
    private final Reading reading;

    private Checkout(Path directory, NavigableSet<String> paths, boolean complete, Reading reading) {
        this.directory = directory;
        this.paths = paths;
        this.complete = complete;
        this.reading = reading;
    }

    /** How the text of a file is read. */
    interface Reading {
        String text(Path file) throws IOException;
    }

    static Checkout of(Path directory) {
        return of(directory, MOST, Files::readString);
    }

    /** @throws UnreadableProject if there is a link in the place of a Compose file */
    static Checkout of(Path directory, int most, Reading reading) {
        var walk = FileWalk.of(directory, DEEPEST, most, Checkout::entered);
        var paths = walk.paths().stream()
                .filter(path -> isFile(directory.resolve(path)))
                .collect(Collectors.toCollection(TreeSet::new));
        paths.addAll(compose(directory));
        return new Checkout(directory, paths, walk.complete(), reading);
    }

    private static boolean entered(Path path) {
        String name = String.valueOf(path.getFileName());
        return !SKIPPED.contains(name) && !name.startsWith(".");
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Looked for apart, as one that goes unseen is one that init would write. */
    private static List<String> compose(Path directory) {
        var found = ProjectFiles.COMPOSE.stream()
                .filter(name -> isFile(directory.resolve(name)))
                .toList();
        var link = ProjectFiles.COMPOSE.stream()
                .filter(name -> found.isEmpty() && Files.isSymbolicLink(directory.resolve(name)))
                .findFirst();
        if (link.isPresent()) {
            throw new UnreadableProject(
                    "%s is a symbolic link, which the operator does not follow, and nothing was written; put the file itself in its place."
                            .formatted(link.get()));
        }
        return found;
    }

    /** Whether every file was looked at. */
    boolean complete() {
        return complete;
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
        return GitRoot.of(directory);
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

    private Path pointed(Path root, Path file) {
        return read(file)
                .filter(text -> text.startsWith("gitdir:"))
                .map(text ->
                        root.resolve(text.substring("gitdir:".length()).strip()).normalize())
                .orElse(file);
    }

    private Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(reading.text(file))
                    : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UnreadableProject(
                    "%s cannot be read, and nothing was written; make it readable for yourself."
                            .formatted(file.startsWith(directory) ? directory.relativize(file) : file),
                    e);
        }
    }
}
