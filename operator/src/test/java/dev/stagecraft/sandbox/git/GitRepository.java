package dev.stagecraft.sandbox.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository with a working tree, whose {@code .git} is what the server serves. */
public final class GitRepository {
    private final Path tree;
    private final GitCommands git;

    private GitRepository(Path tree) {
        this.tree = tree;
        git = new GitCommands(tree);
    }

    /** An empty one on branch {@code main}; the server knows it as {@code name/.git}. */
    public static GitRepository create(Path repositories, String name) {
        try {
            var repository = new GitRepository(Files.createDirectories(repositories.resolve(name)));
            repository.git.run("init", "-q", "-b", "main");
            return repository;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public GitRepository write(String path, String content) {
        try {
            var file = tree.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public GitRepository link(String path, String target) {
        try {
            Files.createSymbolicLink(tree.resolve(path), Path.of(target));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Commits everything, and gives the full id. */
    public String commit(String message) {
        git.run("add", "-A");
        git.run("commit", "-q", "--allow-empty", "-m", message);
        return git.run("rev-parse", "HEAD");
    }

    /** Any other git command. */
    public String git(String... arguments) {
        return git.run(arguments);
    }
}
