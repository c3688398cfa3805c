package dev.stagecraft.cli.manifest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        var file = FILES.get(manifest.kind());
        if (file == null) {
            return List.of(new Violation(
                    "kind",
                    "UnknownKind",
                    "there is no kind " + manifest.kind() + "; there are: " + String.join(", ", FILES.keySet())));
        }
        var versions = read.computeIfAbsent(manifest.kind(), kind -> definition(file)).at("/spec/versions");
        var asked = tree.path("apiVersion").asText("");
        var version = StreamSupport.stream(versions.spliterator(), false)
                .filter(found -> asked.endsWith("/" + found.path("name").asText()))
                .findFirst();
        if (version.isEmpty()) {
            var known = StreamSupport.stream(versions.spliterator(), false)
                    .map(found -> "stagecraft.dev/" + found.path("name").asText())
                    .toList();
            return List.of(new Violation(
                    "apiVersion", "UnknownVersion", "is not served; there is: " + String.join(", ", known)));
        }
        var violations = new ArrayList<Violation>();
        if (manifest.name().isEmpty() && !tree.at("/metadata/generateName").isTextual()) {
            violations.add(new Violation("metadata.name", "Required", "is missing; give the resource a name"));
        }
        violations.addAll(new SchemaCheck().check(version.get().at("/schema/openAPIV3Schema"), tree));
        return violations;
    }

    /** How many rules the definition of that kind has that only the API server evaluates. */
    public int serverRules(String kind) {
        var file = FILES.get(kind);
        return file == null
                ? 0
                : read.computeIfAbsent(kind, same -> definition(file))
                        .findValues("x-kubernetes-validations")
                        .stream()
                        .mapToInt(JsonNode::size)
                        .sum();
    }

    private static JsonNode definition(String file) {
        try (var stream = requireNonNull(ResourceDefinitions.class.getResourceAsStream("/crds/" + file), file)) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
