package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory with {@code input.yml} or a directory {@code source} of several files, an optional {@code request.json} and the {@code
 * expected.*} files that must come of it.
 */
record GoldenCase(Path directory) {
    static final Path ROOT =
            Path.of(System.getProperty("stagecraft.root", ".."), "operator/src/test/resources/compose");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<GoldenCase> all() {
        try (Stream<Path> directories = Files.list(ROOT)) {
            return directories.sorted().map(GoldenCase::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those whose input is released. */
    static List<GoldenCase> rendered() {
        return all().stream()
                .filter(each -> each.expected().containsKey("expected.yml"))
                .toList();
    }

    /** What there is to read. */
    ComposeSources sources() {
        return ComposeSources.of(sourceFiles());
    }

    /** The same as texts by path; a single document has the empty one. */
    Map<String, String> sourceFiles() {
        Path source = directory.resolve("source");
        if (!Files.exists(source)) {
            return Map.of("", text(directory.resolve("input.yml")));
        }
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> source.relativize(file).toString(), GoldenCase::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is loaded, in this order. */
    List<String> files() {
        if (!Files.exists(directory.resolve("source"))) {
            return List.of("");
        }
        List<String> named =
                request().path("files").valueStream().map(JsonNode::asText).toList();
        return named.isEmpty() ? List.of("compose.yml") : named;
    }

    JsonNode request() {
        Path file = directory.resolve("request.json");
        try {
            return Files.exists(file) ? JSON.readTree(text(file)) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of the directory that is not input, so that one nobody produces is a difference. */
    Map<String, String> expected() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("input.yml") && !file.endsWith("request.json"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), GoldenCase::text, (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
