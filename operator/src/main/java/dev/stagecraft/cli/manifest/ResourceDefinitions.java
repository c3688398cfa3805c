package dev.stagecraft.cli.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resource definitions of this project, which the jar brings along. */
public final class ResourceDefinitions {
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "Stagecraft", "stagecrafts.stagecraft.dev.yaml",
            "StagecraftRelease", "stagecraftreleases.stagecraft.dev.yaml"));

    private final Map<String, JsonNode> read = new TreeMap<>();

    /** Every fault of a document of this project that its schema tells without the API server. */
    public List<Violation> check(Manifest manifest) {
        var tree = manifest.tree();
        if (!FILES.containsKey(manifest.kind())) {
            return List.of(new Violation(
                    "kind",
                    "UnknownKind",
                    "there is no kind " + manifest.kind() + "; there are: " + String.join(", ", FILES.keySet())));
        }
        var schema = schema(manifest);
        if (schema.isEmpty()) {
            return List.of(new Violation(
                    "apiVersion",
                    "UnknownVersion",
                    "is not served; there is: " + String.join(", ", served(manifest.kind()))));
        }
        var violations = new ArrayList<Violation>();
        if (manifest.name().isEmpty() && !tree.at("/metadata/generateName").isTextual()) {
            violations.add(new Violation("metadata.name", "Required", "is missing; give the resource a name"));
        }
        violations.addAll(new SchemaCheck().check(schema.get(), tree));
        return violations;
    }

    /** The document with the defaults that the API server adds; a copy. */
    public JsonNode defaulted(Manifest manifest) {
        var tree = manifest.tree().<JsonNode>deepCopy();
        schema(manifest).ifPresent(schema -> Defaults.add(schema, tree));
        return tree;
    }

    private Optional<JsonNode> schema(Manifest manifest) {
        var asked = manifest.tree().path("apiVersion").asText("");
        return versions(manifest.kind())
                .filter(found -> asked.endsWith("/" + found.path("name").asText()))
                .findFirst()
                .map(found -> found.at("/schema/openAPIV3Schema"));
    }

    private List<String> served(String kind) {
        return versions(kind)
                .map(found -> "stagecraft.dev/" + found.path("name").asText())
                .toList();
    }

    private Stream<JsonNode> versions(String kind) {
        return Stream.ofNullable(FILES.get(kind))
                .map(file -> read.computeIfAbsent(kind, same -> definition(file)))
                .flatMap(
                        found -> StreamSupport.stream(found.at("/spec/versions").spliterator(), false));
    }

    /** How many rules the definition of that kind has that only the API server evaluates. */
    public int serverRules(String kind) {
        return versions(kind)
                .flatMap(version -> version.findValues("x-kubernetes-validations").stream())
                .mapToInt(JsonNode::size)
                .sum();
    }

    /** By the reader of the documents, which is loaded anyway: Jackson's takes a third longer. */
    private static JsonNode definition(String file) {
        try (var stream = requireNonNull(ResourceDefinitions.class.getResourceAsStream("/crds/" + file), file)) {
            return YamlTrees.read(new String(stream.readAllBytes(), UTF_8), file)
                    .getFirst()
                    .tree();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
