package dev.stagecraft.provider.ci.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files in {@code docs/ci} are what is written for the configurations that the page names, and hold what the page says of them. */
class WorkflowTextTest {
    private static final boolean UPDATE = System.getenv("STAGECRAFT_UPDATE_GOLDEN") != null;
    private static final Path DOCS = Path.of(System.getProperty("stagecraft.root", ".."), "docs/ci");
    private static final Map<String, String> CONFIGS = Map.of(
            "github-build.yml", Configs.PLAIN, "github-git.yml", Configs.GIT, "github-kubectl.yml", Configs.KUBECTL);
    private static final Map<String, String> REGISTRIES = Map.of(
            "github-build.yml", "registry.example.com/acme",
            "github-git.yml", "ghcr.io/acme",
            "github-kubectl.yml", "registry.digitalocean.com/acme");

    @ParameterizedTest
    @ValueSource(strings = {"github-build.yml", "github-git.yml", "github-kubectl.yml"})
    void theExamplesAreWhatIsWritten(String name) throws IOException {
        var written = written(name);
        if (UPDATE) {
            Files.writeString(DOCS.resolve(name), written);
        }
        assertEquals(Files.readString(DOCS.resolve(name)), written);
    }

    @Test
    void theConfigurationsOfTheExamplesAreOnThePage() throws IOException {
        var page = Files.readString(DOCS.resolve("../../spec/builds-github.md"));
        for (var config : List.of(Configs.GIT, Configs.KUBECTL)) {
            assertTrue(
                    yamlBlocks(page).contains(Configs.json(config)),
                    () -> "spec/builds-github.md does not show " + config);
        }
    }

    @Test
    void thePathFollowsFromTheConfiguration() {
        assertEquals(
                ".github/workflows/build.yml",
                Configs.workflow(Configs.KUBECTL, "ghcr.io/acme").path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-build.yml", "github-git.yml", "github-kubectl.yml"})
    void nothingFromOutsideIsPartOfAScript(String name) {
        for (var step : steps(name)) {
            var script = step.path("run").asText("");
            assertFalse(script.contains("${{"), script);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-build.yml", "github-git.yml", "github-kubectl.yml"})
    void everyActionIsPinnedAtLeastByItsMajorVersion(String name) {
        var used = steps(name).stream().filter(step -> step.has("uses")).toList();
        assertFalse(used.isEmpty());
        for (var step : used) {
            assertTrue(step.path("uses").asText().matches("(actions|docker)/[a-z-]+@v\\d+"), step::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-build.yml", "github-git.yml", "github-kubectl.yml"})
    void nothingIsBuiltBeforeTheSourceIsBare(String name) {
        for (var job : read(name).path("jobs")) {
            var steps = new ArrayList<String>();
            job.path("steps").forEach(step -> steps.add(step.path("name").asText()));
            if (steps.contains("Build and push")) {
                assertEquals(
                        steps.indexOf("Check out the commit") + 1,
                        steps.indexOf("Leave nothing but the files of the commit"),
                        steps::toString);
            }
        }
    }

    @Test
    void theWorkflowTakesWhatItIsToldAndNoMore() {
        var declared = new HashSet<String>();
        read("github-build.yml")
                .path("on")
                .path("workflow_dispatch")
                .path("inputs")
                .fieldNames()
                .forEachRemaining(declared::add);
        var told = WorkflowInputs.of(
                GitHubConfig.read(Configs.json(Configs.PLAIN), false).config(), Scene.request());
        assertEquals(Set.copyOf(((WorkflowInputs.Values) told).byName().keySet()), declared);
        assertEquals(10, declared.size(), "Enterprise Server takes no more than ten");
    }

    @Test
    void eachJobMayDoWhatItMustAndNothingElse() {
        var git = read("github-git.yml");
        assertTrue(git.path("permissions").isEmpty() && git.path("permissions").isObject());
        assertEquals("{\"contents\":\"read\",\"packages\":\"write\"}", permissions(git, "build"));
        assertEquals("{\"contents\":\"read\",\"packages\":\"write\"}", permissions(git, "images"));
        assertEquals("{\"contents\":\"write\"}", permissions(git, "version"));
        var kubectl = read("github-kubectl.yml");
        assertEquals("{\"contents\":\"read\"}", permissions(kubectl, "build"));
        assertEquals("", permissions(kubectl, "version"));
        assertFalse(kubectl.path("jobs").has("images"));
    }

    @Test
    void oneImageIsBuiltOnceAtATimeAndNeverBrokenOff() {
        var concurrency = read("github-build.yml").path("concurrency");
        assertEquals(
                "stagecraft-${{ inputs.image || format('shop/shop-prod/{0}', github.ref) }}",
                concurrency.path("group").asText());
        assertFalse(concurrency.path("cancel-in-progress").asBoolean(true));
    }

    @Test
    void aPushStartsItOnlyWhereThatIsAskedFor() {
        assertFalse(read("github-build.yml").path("on").has("push"));
        assertEquals(
                "{\"branches\":[\"main\"],\"paths-ignore\":[\"deploy/shop.yaml\"]}",
                read("github-git.yml").path("on").path("push").toString());
        assertEquals(
                "{\"branches\":[\"release/1.x\"]}",
                read("github-kubectl.yml").path("on").path("push").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/acme, ghcr.io, ${{ github.actor }}",
        "registry.example.com:5000/a/b, registry.example.com:5000, ${{ secrets.REGISTRY_USERNAME }}",
        "localhost/a, localhost, ${{ secrets.REGISTRY_USERNAME }}",
        "acme, docker.io, ${{ secrets.REGISTRY_USERNAME }}"
    })
    void theLoginIsOfTheRegistry(String registry, String host, String username) {
        var login = steps(yaml(Configs.workflow(Configs.PLAIN, registry).content())).stream()
                .filter(step -> step.path("name").asText().equals(WorkflowSteps.LOG_IN))
                .findFirst()
                .orElseThrow()
                .path("with");
        assertEquals(host, login.path("registry").asText());
        assertEquals(username, login.path("username").asText());
    }

    @Test
    void whatAFileCannotHoldIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Configs.workflow(Configs.PLAIN, "ghcr.io/'; rm"));
    }

    private static String written(String name) {
        return Configs.workflow(String.valueOf(CONFIGS.get(name)), String.valueOf(REGISTRIES.get(name)))
                .content();
    }

    private static JsonNode read(String name) {
        return yaml(written(name));
    }

    private static List<JsonNode> steps(String name) {
        return steps(read(name));
    }

    private static List<JsonNode> steps(JsonNode workflow) {
        var steps = new ArrayList<JsonNode>();
        workflow.path("jobs").forEach(job -> job.path("steps").forEach(steps::add));
        return steps;
    }

    private static String permissions(JsonNode workflow, String job) {
        return workflow.path("jobs").path(job).path("permissions").toString();
    }

    private static List<JsonNode> yamlBlocks(String page) {
        var blocks = new ArrayList<JsonNode>();
        for (var part : page.split("```yaml\n")) {
            blocks.add(
                    yaml(part.split("```")[0]).path("build").path("providers").path("github"));
        }
        return blocks;
    }

    private static JsonNode yaml(String text) {
        try {
            return new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (org.snakeyaml.engine.v2.exceptions.YamlEngineException prose) {
            return new ObjectMapper().createObjectNode();
        }
    }
}
