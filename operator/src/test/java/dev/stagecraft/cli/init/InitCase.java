package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A case of {@code src/test/resources/cli/init}: a directory as it is before, what is said on the command line, and the tree and the
 * output that come out. A name that begins with {@code dot.} stands for one with a dot, which Git and its ignore files would see.
 */
record InitCase(String group, String name) {
    private static final Path RESOURCES =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("operator/src/test/resources/cli/init");

    static Stream<InitCase> all(String group) {
        try (var directories = Files.list(RESOURCES.resolve(group))) {
            return directories
                    .map(directory ->
                            new InitCase(group, directory.getFileName().toString()))
                    .sorted(Comparator.comparing(InitCase::name))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InitCase of(String group, String name) {
        return new InitCase(group, name);
    }

    /** Lays the case out below a directory, and answers which one init is run in. */
    Path layOut(Path below) {
        Path into = below.resolve(name);
        try {
            copy(directory().resolve(group.equals("from") ? "repo" : "input"), into);
            if (group.equals("from")) {
                Files.copy(directory().resolve("stagecraft.yml"), into.resolve("stagecraft.yml"));
            }
            Path inner = directory().resolve("directory");
            return Files.exists(inner) ? into.resolve(Files.readString(inner).strip()) : into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words after {@code init}. */
    String[] args(String... more) {
        try {
            Path file = directory().resolve("args");
            var args = new ArrayList<>(List.of("init"));
            String words = Files.exists(file)
                    ? Files.readString(file).strip()
                    : group.equals("from") ? "--from stagecraft.yml" : "--non-interactive";
            args.addAll(List.of(words.split(" ")));
            args.addAll(List.of(more));
            return args.toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something is written at all. */
    boolean writes() {
        return Files.exists(directory().resolve("expected"));
    }

    /** Holds what init wrote, beside what was there, against the expected tree. */
    void assertTree(Path worked, SortedMap<String, String> before) {
        var written = files(worked);
        before.forEach((path, content) -> assertEquals(content, written.remove(path), path + " was there before"));
        Path expected = directory().resolve("expected");
        if ("write".equals(System.getProperty("stagecraft.golden"))) {
            written.forEach((path, content) -> write(expected.resolve(path), content));
        }
        assertEquals(text(Files.isDirectory(expected) ? files(expected) : new TreeMap<>()), text(written), toString());
    }

    void assertOutput(CliRun run, CliRun.Result result) {
        run.golden("init/" + group + "/" + name + "/output", result);
    }

    /** All files below a directory, by path. */
    static SortedMap<String, String> files(Path directory) {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private Path directory() {
        return RESOURCES.resolve(group).resolve(name);
    }

    private static String text(Map<String, String> files) {
        var text = new StringBuilder();
        files.forEach((path, content) ->
                text.append("# ---- ").append(path).append('\n').append(content));
        return text.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (!Files.isDirectory(from)) {
            return;
        }
        for (var file : files(from).entrySet()) {
            write(to.resolve(file.getKey().replaceAll("(^|/)dot\\.", "$1.")), file.getValue());
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return group + "/" + name;
    }
}
