package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has STAGECRAFT_OUTPUT=json gets documents from those commands, too, that mostly have nothing but an outcome. */
@Timeout(20)
class OutcomesTest {
    private static final String STATUS =
            "{hosts: [{name: app-1, role: app, state: Ready, publicIp: 203.0.113.7}], databases: {main: {}}}";

    @TempDir
    Path directory;

    private JsonNode document(String... args) throws IOException {
        var cluster = FakeCluster.of(
                        "{deletionPolicy: Delete, databases: {main: {migrations: {strategy: manual}}}}", STATUS)
                .thenGone();
        var result = CliRun.in(directory)
                .world(cluster.port("ciProviders", CliSessions.ciProviders()).world())
                .with("STAGECRAFT_OUTPUT", "json")
                .run(args);
        assertEquals(0, result.exitCode(), result.text());
        return new ObjectMapper().readTree(result.out());
    }

    @Test
    void ofMachines() throws IOException {
        assertEquals(
                "{\"dryRun\":false,\"gone\":[\"app-1\"],\"kept\":[],\"resource\":\"shop\"}",
                document("infra", "down", "shop", "-y").toString());
        assertEquals(
                "{\"dryRun\":true,\"gone\":[\"app-1\"],\"kept\":[],\"resource\":\"shop\"}",
                document("infra", "down", "shop", "--dry-run").toString());
        assertEquals(
                "{\"dryRun\":true,\"hosts\":[{\"name\":\"app-1\",\"role\":\"app\",\"state\":\"Ready\","
                        + "\"address\":\"203.0.113.7\",\"message\":\"\"}],\"resource\":\"shop\"}",
                document("infra", "up", "--dry-run").toString());
    }

    @Test
    void ofMigrations() throws IOException {
        var document = document("migrate", "run", "--dry-run");

        assertEquals("main", document.path("database").asText());
        assertTrue(document.path("request").asText().startsWith("main@"), document.toString());
        assertTrue(document.path("message").asText().startsWith("Would ask"), document.toString());
    }

    @Test
    void ofTheWorkflowFile() throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), """
                kind: Stagecraft
                metadata: {name: shop, namespace: shop}
                spec:
                  project: {name: shop, registry: registry.digitalocean.com/acme}
                  build: {executor: github, providers: {github: {repository: acme/shop, tokenSecretRef: {name: github, key: token}}}}
                """);

        var shown = document("ci", "init", "-f", "shop.yaml", "--dry-run");
        var made = document("ci", "init", "-f", "shop.yaml");
        var again = document("ci", "init", "-f", "shop.yaml");

        assertEquals("written", shown.path("change").asText());
        assertEquals(
                shown.path("content").asText(),
                Files.readString(directory.resolve(made.path("file").asText())));
        assertEquals("written", made.path("change").asText());
        assertEquals("none", again.path("change").asText());
        assertEquals(
                "[\"REGISTRY_PASSWORD\",\"REGISTRY_USERNAME\"]",
                again.path("secrets").toString());
    }
}
