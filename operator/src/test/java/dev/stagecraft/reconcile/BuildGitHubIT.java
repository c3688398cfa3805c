package dev.stagecraft.reconcile;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.provider.ci.WorkflowRequest;
import dev.stagecraft.provider.ci.github.GitHubProvider;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.SourceShop;
import dev.stagecraft.sandbox.github.SimRepository;
import dev.stagecraft.sandbox.github.SimRun;
import dev.stagecraft.sandbox.github.SimulatedGitHub;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images are built by runs of a workflow, against a simulated GitHub, with the workflow file that the provider writes. */
@Timeout(180)
class BuildGitHubIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOKEN = "github_pat_sentinel7a";

    private final SimulatedGitHub github = SimulatedGitHub.start(Clock.systemUTC());
    private final SimRepository repository = github.repository("acme/shop");
    private final SourceShop stage;
    private final Resources resources;

    BuildGitHubIT(@TempDir Path directory) {
        stage = new SourceShop(directory);
        resources = stage.resources();
    }

    @BeforeEach
    void workflow() {
        JsonNode config = new ObjectMapper()
                .valueToTree(Map.of(
                        "repository", "acme/shop",
                        "tokenSecretRef", Map.of("name", "shop-github", "key", "token"),
                        "secrets", Map.of("npm", "NPM_TOKEN")));
        var file = new GitHubProvider()
                .workflow(new WorkflowRequest(
                        config, "shop", "shop", stage.registry().authority() + "/acme"));
        repository.workflow("stagecraft.yml", file.content());
        github.token(TOKEN, "acme/shop", true);
    }

    @AfterEach
    void close() {
        stage.close();
        github.close();
    }

    @Test
    void runsBuildWhatIsReleasedByDigestAndAreFoundAgain() {
        resources.secret("shop-github", Map.of("token", TOKEN + "\n"));
        resources.apply(manifest("v1"));
        await().atMost(SOON).until(() -> repository.runs().size() == 2);

        stage.stop();
        stage.start();
        repository.runs().forEach(this::build);
        var ready = resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));

        assertEquals(2, repository.runs().size(), "nothing was dispatched twice");
        assertEquals(List.of(), github.violations());
        var commit = Resources.commit(ready);
        assertTrue(repository.runs().stream().allMatch(run -> run.inputs().containsValue(commit)));
        assertFalse(Serialization.asYaml(ready).contains(TOKEN));
    }

    @Test
    void aRunThatFailsTellsItsStepAndAMissingTokenIsTold() {
        resources.apply(manifest("v1"));
        var missing = resources.awaitCondition("shop", "Accepted", "False", "ReferenceNotFound");
        assertTrue(
                Resources.message(missing, "Accepted").startsWith("spec.build.providers.github.tokenSecretRef"),
                () -> Resources.message(missing, "Accepted"));

        resources.secret("shop-github", Map.of("token", TOKEN));
        await().atMost(SOON).until(() -> repository.runs().size() == 2);
        repository.runs().forEach(run -> run.failsIn("Build and push", "no such module"));

        var failed = resources.awaitCondition("shop", "Stalled", "True", "BuildFailed");
        var message = Resources.message(failed, "Released");
        assertTrue(message.contains("Build and push"), message);
    }

    @Test
    void aTokenThatIsReplacedWhileRunsAreFollowedIsReadAnew() {
        resources.secret("shop-github", Map.of("token", TOKEN));
        resources.apply(manifest("v1"));
        await().atMost(SOON).until(() -> repository.runs().size() == 2);

        var next = TOKEN + "next";
        github.token(next, "acme/shop", true);
        resources.secret("shop-github", Map.of("token", next));
        github.revoke(TOKEN);
        await().atMost(SOON.multipliedBy(2))
                .until(() -> github.journal().stream()
                        .anyMatch(
                                request -> request.token().filter(next::equals).isPresent()));
        repository.runs().forEach(this::build);

        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
        assertEquals(2, repository.runs().size(), "nothing was dispatched twice");
    }

    private String manifest(String version) {
        return stage.manifest(version)
                .replace(
                        "{executor: host, role: builder}",
                        ("{executor: github, providers: {github: {repository: acme/shop, apiUrl: '%s', secrets: {npm: NPM_TOKEN},"
                                        + " tokenSecretRef: {name: shop-github, key: token}}}}")
                                .formatted(github.api()));
    }

    /** As the workflow does. */
    private void build(SimRun run) {
        var image = run.inputs().getOrDefault("image", "");
        var name = image.substring(image.indexOf('/') + 1, image.lastIndexOf(':'));
        stage.registry().push(name, image.substring(image.lastIndexOf(':') + 1), "healthy");
        run.ends("success");
    }
}
