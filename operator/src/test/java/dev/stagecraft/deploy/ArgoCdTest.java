package dev.stagecraft.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.sandbox.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the scripts for Argo CD in the Lua that it embeds. */
@Timeout(60)
class ArgoCdTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonNode DATA =
            DeployTree.document("argocd/argocd-cm.yaml").path("data");
    private static final String RELEASES = """
            metadata: {generation: 2, annotations: {kept: "yes"}}
            status:
              observedGeneration: 2
              plan: {id: "sha256:abc"}
              conditions: [{type: Approved, status: "False", reason: Waiting}]
              current: {release: rel-20260103-000000000}
              releases:
                - {id: rel-20260104-000000000, state: Failed}
                - {id: rel-20260103-000000000, state: Succeeded}
                - {id: rel-20260102-000000000, state: Succeeded}
                - {id: rel-20260101-000000000, state: Succeeded}
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{metadata: {generation: 1}}|Progressing",
                "{metadata: {generation: 2}, status: {observedGeneration: 1, conditions: [{type: Ready, status: 'True'}]}}|Progressing",
                "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Ready, status: 'True'}]}}|Healthy",
                "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Ready, status: 'False'}]}}|Progressing",
                "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Stalled, status: 'True'}]}}|Degraded",
                "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Approved, status: 'False'}]}}|Suspended",
                "{metadata: {generation: 1}, status: {observedGeneration: 1, conditions: [{type: Ready, status: 'False', reason: RolledBack}]}}|Degraded",
                "{metadata: {generation: 1}, spec: {suspend: true}}|Suspended"
            })
    void healthIsReadFromTheConditions(String object, String status) throws Exception {
        var script = DATA.path("resource.customizations.health.stagecraft.dev_Stagecraft")
                .asText();

        assertEquals(status, lua(object, script, "print(result.status)"));
    }

    @Test
    void healthCarriesTheMessage() throws Exception {
        var script = DATA.path("resource.customizations.health.stagecraft.dev_Stagecraft")
                .asText();
        var object = "{metadata: {generation: 1}, status: {observedGeneration: 1,"
                + " conditions: [{type: Stalled, status: 'True', message: 'Push the image.'}]}}";

        assertEquals("Push the image.", lua(object, script, "print(result.message)"));
    }

    @Test
    void approveNamesThePlanAndKeepsOtherAnnotations() throws Exception {
        assertEquals(
                "sha256:abc yes",
                lua(
                        RELEASES,
                        action("approve"),
                        annotations("stagecraft.dev/approve") + "print(a, result.metadata.annotations.kept)"));
    }

    @Test
    void rollbackNamesTheLastGoodReleaseBeforeTheOneThatServes() throws Exception {
        assertEquals(
                "rel-20260102-000000000",
                lua(RELEASES, action("rollback"), annotations("stagecraft.dev/rollback-to") + "print(a)"));
    }

    @ParameterizedTest
    @CsvSource({"retry", "reconcile"})
    void requestIsATimeAndWorksWithoutAnnotations(String name) throws Exception {
        var token = lua("{metadata: {}}", action(name), annotations("stagecraft.dev/" + name) + "print(a)");

        assertTrue(token.matches("[0-9-]{10}T[0-9:]{8}Z"), token);
    }

    @Test
    void actionsThatMakeNoSenseAreDisabled() throws Exception {
        var discovery = actions().path("discovery.lua").asText();
        var print = "print(result.approve.disabled, result.rollback.disabled, result.retry.disabled)";

        assertEquals("false false false", lua(RELEASES, discovery, print));
        assertEquals("true true false", lua("{metadata: {}}", discovery, print));
    }

    @Test
    void actionsEditNothingButAnnotations() throws JsonProcessingException {
        var names = actions()
                .path("definitions")
                .valueStream()
                .map(definition -> definition.path("name").asText())
                .collect(Collectors.toSet());
        assertEquals(Set.of("approve", "rollback", "retry", "reconcile"), names);
        for (var name : names) {
            action(name)
                    .lines()
                    .filter(line -> line.matches(".*\\bobj\\.[^=]*=[^=].*"))
                    .forEach(line -> assertTrue(line.matches(".*obj\\.metadata\\.annotations.*"), line));
            assertFalse(action(name).contains("obj.spec"), name);
        }
    }

    private static JsonNode actions() throws JsonProcessingException {
        return YAML.readTree(DATA.path("resource.customizations.actions.stagecraft.dev_Stagecraft")
                .asText());
    }

    private static String action(String name) throws JsonProcessingException {
        return actions()
                .path("definitions")
                .valueStream()
                .filter(definition -> definition.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("action.lua")
                .asText();
    }

    private static String annotations(String key) {
        return "local a = result.metadata.annotations[\"" + key + "\"] ";
    }

    private String lua(String object, String script, String print) throws IOException, InterruptedException {
        assumeTrue(Programs.onPath("lua5.1"), "lua5.1 is not on PATH (Debian: lua5.1), so the scripts were not run.");
        var program = "obj = %s\nlocal result = (function()\n%s\nend)()\n%s"
                .formatted(LuaTable.of(YAML.readTree(object)), script, print);
        var said = directory.resolve("said").toFile();
        var lua = new ProcessBuilder("lua5.1", "-")
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        try (var stdin = lua.getOutputStream()) {
            stdin.write(program.getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(lua.waitFor(20, TimeUnit.SECONDS));
        var output = Files.readString(said.toPath());
        assertEquals(0, lua.exitValue(), output);
        return output.strip().replace('\t', ' ');
    }
}
