package dev.stagecraft.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The YAML below {@code deploy/}. */
final class DeployTree {
    static final Path ROOT =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("deploy");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private DeployTree() {}

    static List<Path> files() {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The documents of one file. */
    static List<JsonNode> documents(Path file) {
        try (var parser = new YAMLFactory().createParser(file.toFile())) {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll();
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " is not YAML.", failure);
        }
    }

    static JsonNode document(String file) {
        return documents(ROOT.resolve(file)).getFirst();
    }

    /** Every object that is installed, kustomizations aside. */
    static Stream<JsonNode> objects() {
        return files().stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(file -> documents(file).stream());
    }

    static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
