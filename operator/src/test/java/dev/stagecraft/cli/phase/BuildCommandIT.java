package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.provider.ci.WorkflowRequest;
import dev.stagecraft.provider.ci.github.GitHubProvider;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.SourceShop;
import dev.stagecraft.sandbox.github.SimRun;
import dev.stagecraft.sandbox.github.SimulatedGitHub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images by command, with the names that the operator gives them. */
@Timeout(240)
class BuildCommandIT {
    private static final String TOKEN = "github_pat_sentinel7b";

    private final SourceShop stage;
    private final Resources resources;
    private final CliRun cli;

    BuildCommandIT(@TempDir Path directory) {
        stage = new SourceShop(directory);
        resources = stage.resources();
        cli = CliRun.in(directory).cluster(resources.namespace());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private CliRun.Result run(String... args) {
        var result = cli.run(args);
        Stream.of(SourceShop.GIT_PASSWORD, SourceShop.REGISTRY_PASSWORD, SourceShop.BUILD_SECRET, TOKEN)
                .forEach(secret -> assertFalse(result.text().contains(secret), "a secret is shown"));
        return result;
    }

    private void golden(String name, CliRun.Result result) {
        var same = new CliRun.Result(result.exitCode(), hashless(result.out()), hashless(result.err()));
        cli.golden("phase/" + name, same, Map.of(resources.namespace(), "NAMESPACE"));
    }

    private static String hashless(String text) {
        return text.replaceAll("build-[0-9a-f]{20}", "build-HASH").replaceAll("\\b[0-9a-f]{40}\\b", "COMMIT");
    }

    @Test
    void whatIsBuiltByCommandIsFoundByTheRelease() {
        resources.apply(stage.manifest("v1"));
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
        golden("build-there", run("build"));

        stage.repository().write("web/index.html", "two").commit("second");
        golden("build-dry", run("build", "--ref", "main", "--dry-run"));
        golden("build-unknown", run("build", "--ref", "main", "--service", "db"));
        golden("build", run("build", "shop", "--ref", "main", "--service", "web"));
        golden("build-json", run("build", "shop", "--ref", "main", "-o", "json"));
        golden("ci-run-host", run("ci", "run"));
        assertEquals("v1", Resources.version(resources.get("shop")), "nothing was released");

        resources.apply(stage.manifest("v2"));
        var ready = resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertTrue(
                Resources.plan(ready).steps().stream()
                        .noneMatch(step -> step.kind().equals("BuildImage")),
                () -> "the release built anew: " + Resources.plan(ready));
    }

    @Test
    void whatCannotBeBuiltIsTold() {
        resources.apply(
                stage.manifest("v1").replace("executor: host, role: builder", "executor: job") + "  suspend: true\n");
        golden("build-job", run("build"));
        golden("ci-run-job", run("ci", "run"));

        resources.apply(stage.manifest("v1") + "  suspend: true\n");
        resources.await("shop", "it is planned", found -> found.getStatus().plan() != null);
        golden("build-no-ref", run("build", "--ref", "none"));
        golden("build-no-builder", run("build"));
    }

    @Test
    void aRunOfTheWorkflowBuildsEachImage() {
        try (var github = SimulatedGitHub.start(Clock.systemUTC())) {
            var repository = github.repository("acme/shop");
            JsonNode config = new ObjectMapper()
                    .valueToTree(Map.of(
                            "repository", "acme/shop",
                            "tokenSecretRef", Map.of("name", "shop-github", "key", "token"),
                            "secrets", Map.of("npm", "NPM_TOKEN")));
            repository.workflow(
                    "stagecraft.yml",
                    new GitHubProvider()
                            .workflow(new WorkflowRequest(
                                    config, "shop", "shop", stage.registry().authority() + "/acme"))
                            .content());
            github.token(TOKEN, "acme/shop", true);
            resources.secret("shop-github", Map.of("token", TOKEN));
            resources.apply(stage.manifest("v1")
                            .replace(
                                    "{executor: host, role: builder}",
                                    ("{executor: github, providers: {github: {repository: acme/shop, apiUrl: '%s', secrets: {npm: NPM_TOKEN},"
                                                    + " tokenSecretRef: {name: shop-github, key: token}}}}")
                                            .formatted(github.api()))
                    + "  suspend: true\n");
            resources.await("shop", "it is planned", found -> found.getStatus().plan() != null);

            var running = CompletableFuture.supplyAsync(() -> run("ci", "run", "shop"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> running.isDone() || repository.runs().size() == 2);
            assertFalse(running.isDone(), () -> running.join().text());
            repository.runs().forEach(this::build);
            var done = running.join();

            assertEquals(0, done.exitCode(), done.text());
            golden("ci-run", new CliRun.Result(0, done.out(), ""));
            assertTrue(done.err().contains("GitHub was asked to build"), done.err());
            assertEquals(List.of(), github.violations());

            stage.repository().write("web/index.html", "two").commit("second");
            var failing = CompletableFuture.supplyAsync(() -> run("ci", "run", "shop", "--ref", "main"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> repository.runs().size() == 3);
            repository.runs().stream()
                    .filter(run -> run.conclusion().isEmpty())
                    .forEach(run -> run.failsIn("Build and push", "no such module"));
            var failed = failing.join();
            assertEquals(1, failed.exitCode(), failed.text());
            assertTrue(failed.err().contains("error: The build of web failed (BuildFailed) "), failed.err());
            assertTrue(failed.err().contains("no such module"), failed.err());
        }
    }

    /** As the workflow does. */
    private void build(SimRun run) {
        var image = run.inputs().getOrDefault("image", "");
        var name = image.substring(image.indexOf('/') + 1, image.lastIndexOf(':'));
        stage.registry().push(name, image.substring(image.lastIndexOf(':') + 1), "healthy");
        run.ends("success");
    }
}
