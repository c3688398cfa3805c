package dev.stagecraft.provider.ci.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.sandbox.github.SimRepository;
import dev.stagecraft.sandbox.github.SimRun;
import dev.stagecraft.sandbox.github.SimWorkflow;
import dev.stagecraft.sandbox.github.SimulatedGitHub;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A simulated GitHub with the workflow file that is written for it, and an operator that asks it to build; closing it holds all that was
 * said against the contract and looks for the token in every message.
 */
final class Scene implements AutoCloseable {
    static final String TOKEN = "github_pat_5ecret5ecret5ecret";
    static final String READ_ONLY = "github_pat_r0nly5ecret5ecret";
    static final String IMAGE = "registry.example.com/acme/web:build-0123456789abcdef0123";
    static final SourceTree TREE = FileTree.of(Map.of("backend/Dockerfile", "FROM scratch\n"));

    final TestClock clock = new TestClock();
    final SimulatedGitHub github = SimulatedGitHub.start(clock);
    final SimRepository repository = github.repository("acme/shop");
    final SimWorkflow workflow = repository.workflow(
            "stagecraft.yml",
            Configs.workflow(Configs.PLAIN, "registry.example.com/acme").content());
    private GitHubProvider provider = provider(Duration.ofSeconds(15));

    Scene() {
        github.token(TOKEN, "acme/shop", true);
        github.token(READ_ONLY, "acme/shop", false);
    }

    GitHubProvider provider(Duration settle) {
        return new GitHubProvider(
                new GitHubSettings(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1500),
                        1 << 20,
                        settle,
                        Duration.ofMinutes(2),
                        "127.0.0.1",
                        true),
                clock);
    }

    /** The operator dies, and another process takes over: nothing of what was remembered is left. */
    void restart() {
        provider = provider(Duration.ofSeconds(15));
    }

    JsonNode config(String key, JsonNode value) {
        return ((ObjectNode) config()).set(key, value);
    }

    JsonNode config() {
        return ((ObjectNode) Configs.json(Configs.PLAIN)).put("apiUrl", github.api());
    }

    BuildExecutor executor() {
        return executor(config(), TOKEN);
    }

    BuildExecutor executor(JsonNode config, String token) {
        return provider.executor(config, Map.of("tokenSecretRef", Secret.of(token + "\n")));
    }

    static BuildRequest request() {
        return request("rel-1");
    }

    static BuildRequest request(String release) {
        return request(
                release,
                new Recipe.Dockerfile(
                        "backend",
                        "backend/Dockerfile",
                        "prod",
                        new TreeMap<>(Map.of("MODE", "a 'b' \"c\"\n$(d)")),
                        List.of()));
    }

    static BuildRequest request(String release, Recipe recipe) {
        return new BuildRequest(
                "web",
                IMAGE,
                recipe,
                TREE,
                new GitLocation("https://github.com/acme/shop.git", TREE.commit(), Optional.empty()),
                List.of("linux/amd64"),
                new TreeMap<>(Map.of("dev.stagecraft.release", release)),
                Map.of("npm", Secret.of("npm-5ecret-value")),
                Secret.of("{}"),
                Duration.ofMinutes(30));
    }

    BuildOutcome ask() {
        return said(executor().advance(request()));
    }

    BuildOutcome ask(BuildRequest request) {
        return said(executor().advance(request));
    }

    /** Asks as often as it is told to, until there is a run. */
    SimRun started() {
        for (int turn = 0; repository.runs().isEmpty(); turn++) {
            if (turn == 20) {
                throw new AssertionError("no run was asked for");
            }
            later(ask());
        }
        return repository.run();
    }

    /** Asks until there is an end. */
    BuildOutcome ended(BuildRequest request) {
        for (int turn = 0; turn < 40; turn++) {
            var outcome = ask(request);
            if (!(outcome instanceof BuildOutcome.Building)) {
                return outcome;
            }
            later(outcome);
        }
        throw new AssertionError("it never ended");
    }

    BuildOutcome.Failed failed(BuildOutcome outcome) {
        return assertInstanceOf(BuildOutcome.Failed.class, outcome);
    }

    /** Lets the time pass after which it is to be asked again. */
    void later(BuildOutcome outcome) {
        clock.advance(assertInstanceOf(BuildOutcome.Building.class, outcome).again());
    }

    static BuildOutcome said(BuildOutcome outcome) {
        assertFalse(outcome.toString().contains("5ecret"), outcome::toString);
        return outcome;
    }

    @Override
    public void close() {
        github.close();
        assertEquals(List.of(), github.violations());
        github.journal()
                .forEach(request -> assertFalse(
                        (request + " " + request.body()).contains("5ecret"), () -> "a secret is in " + request));
    }
}
