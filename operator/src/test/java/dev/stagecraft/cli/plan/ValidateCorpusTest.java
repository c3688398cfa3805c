package dev.stagecraft.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.api.v1alpha1.CrdCorpus;
import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The corpus that CrdCorpusIT holds against the real API server, without one. The files are about the schema, so the operator has
 * something to say against most of the valid ones, such as a compose file without services; the golden file lists it.
 */
class ValidateCorpusTest {
    /** What the operator says, and no schema. */
    private static final Set<String> OPERATOR = Set.of(
            "InvalidSpec", "ComposeInvalid", "ReferenceNotFound", "NotImplemented", "InvalidProject", "ServerRule");

    @TempDir
    Path directory;

    private Path corpus;

    @BeforeEach
    void directory() throws IOException {
        corpus = Files.createDirectories(directory.resolve("corpus"));
    }

    /** Of each document of the file, or of the last where they are versions of one. */
    private Map<String, List<JsonNode>> faults(String prefix) throws IOException {
        var found = new TreeMap<String, List<JsonNode>>();
        for (var file : CrdCorpus.texts().entrySet()) {
            if (file.getKey().startsWith(prefix)) {
                var versions = file.getValue().split("(?m)^---$");
                Files.writeString(corpus.resolve(file.getKey()), versions[versions.length - 1]);
                var result = CliRun.in(corpus).run("validate", "-f", file.getKey(), "-o", "json");
                var faults = new ObjectMapper().readTree(result.out()).at("/documents/0/faults");
                assertEquals(faults.isEmpty() ? 0 : 1, result.exitCode(), result::text);
                found.put(
                        file.getKey() + (versions.length > 1 ? " (its last version)" : ""),
                        StreamSupport.stream(faults.spliterator(), false).toList());
            }
        }
        return found;
    }

    private static boolean ofTheSchema(JsonNode fault) {
        return !OPERATOR.contains(fault.path("reason").asText());
    }

    private static String words(JsonNode fault) {
        return "  " + fault.path("path").asText() + " " + fault.path("reason").asText();
    }

    @Test
    void theSchemaHasNothingAgainstWhatIsValid() throws IOException {
        var told = new ArrayList<String>();
        faults("valid-").forEach((file, faults) -> {
            assertEquals(
                    List.of(),
                    faults.stream().filter(ValidateCorpusTest::ofTheSchema).toList(),
                    file);
            told.add(file + (faults.isEmpty() ? ": valid" : ""));
            faults.stream().map(ValidateCorpusTest::words).forEach(told::add);
        });

        golden("corpus-valid", told);
    }

    @Test
    void whatTheSchemaCatchesIsCaughtOfflineAndTheRestIsKnown() throws IOException {
        var caught = new TreeMap<Boolean, List<String>>();
        var told = new ArrayList<String>();
        faults("invalid-").forEach((file, faults) -> {
            var ofSchema =
                    faults.stream().filter(ValidateCorpusTest::ofTheSchema).toList();
            caught.computeIfAbsent(!ofSchema.isEmpty(), same -> new ArrayList<>())
                    .add(file);
            told.add(file + (ofSchema.isEmpty() ? ": a rule that only the API server evaluates" : ""));
            ofSchema.stream().map(ValidateCorpusTest::words).forEach(told::add);
        });

        told.addFirst("caught by the schema: "
                + caught.getOrDefault(true, List.of()).size() + ", by rules of the API server only: "
                + caught.getOrDefault(false, List.of()).size());
        golden("corpus-invalid", told);
    }

    private void golden(String name, List<String> lines) {
        CliRun.in(directory).golden("validate/" + name, new CliRun.Result(0, String.join("\n", lines) + "\n", ""));
    }

    @Test
    void theAnnotatedExampleIsValidButForWhatIsNotImplemented() throws IOException {
        var root = Path.of(System.getProperty("stagecraft.root", ".."));
        Files.copy(root.resolve("spec/example.yaml"), corpus.resolve("example.yaml"));
        Files.writeString(corpus.resolve("beside.yaml"), """
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: shop-compose}
                    data:
                      docker-compose.yml: "services: {web: {image: web}, traefik: {image: t}, db: {image: postgres:17}}\\nvolumes: {certificates: {}}"
                      docker-compose.prod.yml: "services: {search: {image: s}}"
                  - apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: shop-settings}
                    data: {B: b}
                  - apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: shop-migrations}
                    data: {001_items.sql: "CREATE TABLE items (id int);"}
                """);
        Files.createDirectories(corpus.resolve("backend"));
        Files.writeString(corpus.resolve("backend/Dockerfile"), "FROM scratch\n");
        var run = CliRun.in(corpus);

        run.golden("validate/example", run.run("validate", "-f", "example.yaml", "-f", "beside.yaml", "-n", "shop"));
    }
}
