package dev.stagecraft.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.git.GitServer;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.GitTrees;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceLimits;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A repository on a server, and what reads its commits. */
final class TreeScene implements AutoCloseable {
    static final SourceLimits LIMITS = new SourceLimits(4 << 20, 2 << 20, 4096, 3 << 20, 200, Duration.ofSeconds(30));

    final Path directory;
    final Path work;
    final GitServer server;
    final GitRepository shop;
    final JGitTrees trees;

    TreeScene(Path temporary) {
        this(temporary, LIMITS, 8);
    }

    TreeScene(Path temporary, SourceLimits limits, int kept) {
        try {
            directory = Files.createDirectories(temporary.resolve("trees"));
            var repositories = Files.createDirectories(temporary.resolve("repositories"));
            work = repositories.resolve("shop");
            server = GitServer.start(repositories);
            shop = GitRepository.create(repositories, "shop");
            trees = new JGitTrees(new GitAccess(limits, Duration.ofSeconds(10), true), directory, kept, 1 << 30);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    GitTrees.Answer read(String ref, Optional<GitCredentials> credentials) {
        return trees.read(new GitLocation(server.url("shop/.git"), ref, credentials));
    }

    SourceTree tree(String ref) {
        var answer = read(ref, Optional.empty());
        return assertInstanceOf(GitTrees.Answer.Found.class, answer, answer.toString())
                .tree();
    }

    GitDirectory failure(String ref) {
        var answer = read(ref, Optional.empty());
        return assertInstanceOf(GitTrees.Answer.Failed.class, answer, answer.toString())
                .why();
    }

    /** Writes an object that Git itself would not make, and gives its id. */
    String object(String type, byte[] content) {
        try {
            Files.write(work.resolve(".git/object"), content);
            return shop.git("hash-object", "-t", type, "-w", "--literally", ".git/object");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Directories of commits that are on the disk. */
    List<Path> onDisk() {
        try (var all = Files.walk(directory, 2)) {
            return all.filter(path -> path.getFileName().toString().startsWith("commit-"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Optional<GitCredentials> basic(String user, String password) {
        return Optional.of(new GitCredentials.Basic(Secret.of(user), Secret.of(password)));
    }

    static String text(SourceTree tree, String path) {
        return tree.file(path)
                .map(SourceFile::bytes)
                .map(bytes -> new String(bytes, UTF_8))
                .orElse("(nothing)");
    }

    @Override
    public void close() {
        trees.close();
        server.close();
    }
}
