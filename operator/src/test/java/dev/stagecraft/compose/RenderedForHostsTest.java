package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rendered files as those see them who must read them: YAML 1.1 readers, the published schema, a Compose that is installed. */
@Timeout(120)
class RenderedForHostsTest {
    @ParameterizedTest
    @MethodSource("dev.stagecraft.compose.GoldenCase#rendered")
    void yaml11AndYaml12ReadersSeeTheSameDocument(GoldenCase golden) {
        String yaml = rendered(golden);

        assertEquals(
                Documents.sorted(Documents.parsed(ownLabelsRenamed(yaml)).tree()),
                Documents.readAsYaml11(ownLabelsRenamed(yaml)));
    }

    @ParameterizedTest
    @MethodSource("dev.stagecraft.compose.GoldenCase#rendered")
    void renderedFileIsValidAgainstTheComposeSpecification(GoldenCase golden) throws IOException {
        JsonNode document = Documents.json(Documents.readAsYaml11(rendered(golden)));
        // The case exists to show that unknown keys survive, which no schema can like.
        document.path("services").forEach(service -> ((ObjectNode) service).remove(List.of("yes", "on", "future_key")));

        assertEquals(List.of(), List.copyOf(schema().validate(document)));
    }

    @Test
    void overrideIsValidAgainstTheComposeSpecification() throws IOException {
        String yaml = EnvironmentOverride.render(Map.of("web", EnvironmentTest.AWKWARD));

        assertEquals(List.of(), List.copyOf(schema().validate(Documents.json(Documents.readAsYaml11(yaml)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "anchors", "roles", "rolling"})
    void installedComposeReadsWhatWasMeant(String name, @TempDir Path directory) throws Exception {
        GoldenCase golden = new GoldenCase(GoldenCase.ROOT.resolve(name));
        String yaml = rendered(golden).replace("${DIR}", "/dir");
        String service = ((ObjectNode)
                        Documents.json(Documents.readAsYaml11(yaml)).path("services"))
                .fieldNames()
                .next();
        Files.writeString(directory.resolve("a.yml"), yaml);
        Files.writeString(
                directory.resolve("b.yml"), EnvironmentOverride.render(Map.of(service, EnvironmentTest.AWKWARD)));

        JsonNode seen = Documents.json(Documents.readAsYaml11(composeConfig(directory)));

        JsonNode environment = seen.path("services").path(service).path("environment");
        EnvironmentTest.AWKWARD.forEach((key, value) ->
                assertEquals(value, environment.path(key).asText().replace("$$", "$"), key));
        Documents.json(Documents.readAsYaml11(yaml))
                .path("services")
                .properties()
                .forEach(entry -> {
                    JsonNode definition = seen.path("services").path(entry.getKey());
                    assertEquals(entry.getValue().path("image"), definition.path("image"), entry.getKey());
                    assertEquals(
                            "uid-1",
                            definition
                                    .path("labels")
                                    .path(ComposeRenderer.OWNER_LABEL)
                                    .asText(),
                            entry.getKey());
                });
    }

    private static String rendered(GoldenCase golden) {
        return Optional.ofNullable(golden.expected().get("expected.yml")).orElseThrow();
    }

    /** The parser rightly refuses our labels in a user's file. */
    private static String ownLabelsRenamed(String yaml) {
        return yaml.replace("dev.stagecraft.", "dev.example.");
    }

    private static JsonSchema schema() throws IOException {
        Path file = Stream.of(
                        Optional.ofNullable(System.getenv("STAGECRAFT_SHARED")).map(Path::of),
                        Optional.of(Path.of(System.getProperty("stagecraft.root", ".."), "../shared")))
                .flatMap(Optional::stream)
                .map(shared -> shared.resolve("compose/compose-spec.schema.json"))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("absent"));
        assumeTrue(
                Files.exists(file),
                "Skipped: the schema of the Compose Specification is neither in ../shared nor where STAGECRAFT_SHARED points.");
        ObjectNode schema = (ObjectNode) Documents.json(Files.readString(file));
        schema.remove(List.of("$schema", "$id"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }

    private static String composeConfig(Path directory) throws IOException, InterruptedException {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "docker-compose")));
        assumeTrue(installed, "Skipped: no docker-compose is on the PATH to read the rendered file.");
        Path output = directory.resolve("out");
        Process process = new ProcessBuilder("docker-compose", "-p", "x", "-f", "a.yml", "-f", "b.yml", "config")
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "docker-compose did not end");
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve("err")));
        return Files.readString(output);
    }
}
