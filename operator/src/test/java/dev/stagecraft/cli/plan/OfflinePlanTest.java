package dev.stagecraft.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code stagecraft plan} prints from files alone, with no cluster to be found. */
class OfflinePlanTest {
    @TempDir
    Path directory;

    @BeforeEach
    void files() {
        PlanInput.copy(directory);
    }

    private CliRun command() {
        return CliRun.in(directory).with("PATH", System.getenv("PATH"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text           | plan -f shop.yaml
                    json           | plan -f shop.yaml -o json
                    yaml           | plan -f shop.yaml -o yaml
                    mermaid        | plan -f shop.yaml -o mermaid
                    dot            | plan -f shop.yaml -o dot
                    diff           | plan -f shop.yaml --diff
                    services       | plan -f shop.yaml --services web
                    services-none  | plan -f shop.yaml --services web,api
                    name           | plan shop-prod -f shop.yaml -o yaml
                    name-none      | plan shop -f shop.yaml
                    env-none       | plan --env dev -f shop.yaml
                    source         | plan -f source/shop.yaml
                    source-given   | plan -f source/shop.yaml --source stagecraft
                    no-file        | plan -f lost.yaml
                    not-yaml       | plan -f broken.yaml
                    no-resource    | plan -f source/compose.yaml
                    format         | plan -f shop.yaml -o xml
                    base           | plan
                    overlay        | plan --env prod
                    overlay-none   | plan --env dev
                    no-cluster     | plan shop
                    """)
    void itPrints(String name, String line) {
        command().golden("plan/" + name, command().run(line.split(" ")));
    }

    @Test
    void documentsOnStandardInputAreReadAsFilesAre() {
        var piped = command().input(PlanInput.text("shop.yaml")).run("plan", "-f", "-");

        assertEquals(command().run("plan", "-f", "shop.yaml"), piped);
    }

    private void suspended() throws IOException {
        Files.writeString(
                directory.resolve("shop.yaml"),
                PlanInput.text("shop.yaml")
                        .replace(
                                "  environment: prod\n",
                                "  environment: prod\n  suspend: true\n  rollbackTo: rel-20261120-080000000\n"));
    }

    @Test
    void aSuspendedResourceIsValidAndIsNotRun() throws IOException {
        suspended();

        var valid = command().run("validate", "-f", "shop.yaml");
        var planned = command().run("plan", "-f", "shop.yaml");

        assertEquals(0, valid.exitCode(), valid::text);
        assertEquals(1, planned.exitCode(), planned::text);
        assertTrue(planned.out().contains("Suspended shop.yaml:7 spec.suspend: is true"), planned::text);
        assertTrue(planned.out().contains("spec.rollbackTo is left out"), planned::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mermaid", "dot"})
    void aGraphOfARefusedPlanSaysSoBesideIt(String format) throws IOException {
        suspended();

        var graph = command().run("plan", "-f", "shop.yaml", "-o", format);

        assertEquals(1, graph.exitCode(), graph::text);
        assertTrue(graph.err().contains("warning: refused: Suspended shop.yaml:7 spec.suspend: is true"), graph::text);
        assertFalse(graph.out().isEmpty());
    }

    @Test
    void coloursAreForTerminals() {
        var shown = command().terminal(80).run("plan", "-f", "shop.yaml");

        assertTrue(shown.out().contains("\u001b["), shown::text);
        assertFalse(command().run("plan", "-f", "shop.yaml").text().contains("\u001b"));
    }

    @Test
    void aConfigMapThatIsMissingIsAnErrorAndASecretIsNot() throws IOException {
        var text = PlanInput.text("shop.yaml");
        Files.writeString(directory.resolve("shop.yaml"), text.substring(0, text.indexOf("\n---")));

        command().golden("plan/no-config-map", command().run("plan", "-f", "shop.yaml"));
    }

    @Test
    void aSecretAmongTheFilesIsUsedAndNotShown() throws IOException {
        var secret = """

                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: shop-env, namespace: shop}
                stringData: {API_KEY: sentinel-9911, EXTRA: sentinel-9912}
                """;
        Files.writeString(directory.resolve("shop.yaml"), PlanInput.text("shop.yaml") + secret);

        var result = command().run("plan", "-f", "shop.yaml", "--diff", "-o", "yaml");

        assertFalse(result.text().contains("sentinel"), result::text);
        assertFalse(result.out().contains("shop-env"), result::text);
        assertTrue(result.out().contains("- EXTRA"), result::text);
    }

    @Test
    void powerOverHostsIsTakenAsAllowedUnlessTheNamespaceIsAmongTheFiles() throws IOException {
        var text = PlanInput.text("shop.yaml")
                .replace("        image: postgres:17", "        image: postgres:17\n        privileged: true");
        Files.writeString(directory.resolve("shop.yaml"), text);
        command().golden("plan/power-taken", command().run("plan", "-f", "shop.yaml", "--services", "web"));

        Files.writeString(
                directory.resolve("shop.yaml"),
                text + "\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
        command().golden("plan/power-refused", command().run("plan", "-f", "shop.yaml"));
    }

    @Test
    void withoutKubectlAKustomizationIsRefusedWithTheNextStep() throws IOException {
        Files.createDirectories(directory.resolve("nothing"));
        var run = CliRun.in(directory).with("PATH", directory.resolve("nothing").toString());

        run.golden("plan/no-kubectl", run.run("plan"));
    }

    @Test
    void onePlanIsTheSameBytesAHundredTimesInWhateverOrderDocumentsStand() throws IOException {
        var documents = new ArrayList<>(List.of(PlanInput.text("shop.yaml").split("\n---\n")));
        documents.add(
                documents.getFirst().replace("shop-prod", "shop-next").replace("version: v1.4.2", "version: v1.5.0"));
        var random = new Random(20261123);
        for (var format : List.of("text", "json", "yaml", "mermaid", "dot")) {
            var seen = new TreeSet<String>();
            for (int i = 0; i < 20; i++) {
                Collections.shuffle(documents, random);
                Files.writeString(directory.resolve("shop.yaml"), String.join("\n---\n", documents));
                var result = command().run("plan", "-f", "shop.yaml", "-o", format, "--diff");
                assertEquals(2, result.exitCode(), result::text);
                seen.add(result.text());
            }
            assertEquals(1, seen.size(), () -> String.join("\n\n", seen));
        }
    }

    @Test
    void jsonAndYamlSayTheSame() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(command().run("plan", "-f", "shop.yaml", "-o", "json").out());
        JsonNode yaml = new YAMLMapper()
                .readTree(command().run("plan", "-f", "shop.yaml", "-o", "yaml").out());

        assertEquals(json, yaml);
    }
}
