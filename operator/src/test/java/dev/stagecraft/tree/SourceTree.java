package dev.stagecraft.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that belong to the repository: what git tracks or would track, or, where there is no git, all but build output.
 *
 * @param root the repository
 * @param files relative to the root, with forward slashes, sorted
 */
public record SourceTree(Path root, List<String> files) {

    private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode");

    public SourceTree {
        files = List.copyOf(files);
    }

    /** The tree this test runs in. */
    public static SourceTree here() {
        var root = Path.of(System.getProperty("stagecraft.root", ".."))
                .toAbsolutePath()
                .normalize();
        try {
            var files = Files.exists(root.resolve(".git")) ? tracked(root) : walked(root);
            return new SourceTree(
                    root,
                    files.filter(file -> Files.exists(root.resolve(file)))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files whose path matches the regular expression. */
    public Stream<String> matching(String regex) {
        return files.stream().filter(file -> file.matches(regex));
    }

    /** The text of a file; bytes that are not UTF-8 come out as replacement characters. */
    public String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** The bytes of a file. */
    public byte[] bytes(String file) {
        try {
            return Files.readAllBytes(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> tracked(Path root) throws IOException {
        var git = new ProcessBuilder(
                        "git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard")
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = git.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    private static Stream<String> walked(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            return walk
                    .filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(file -> Stream.iterate(file, part -> part != null, Path::getParent)
                            .noneMatch(
                                    part -> NOT_OURS.contains(part.getFileName().toString())))
                    .map(file -> file.toString().replace('\\', '/'))
                    .toList()
                    .stream();
        }
    }
}
