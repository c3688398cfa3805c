package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow file from a resource's file; no cluster is there. */
class CiInitTest {
    private static final Path DOCS = Path.of(System.getProperty("stagecraft.root", ".."), "docs/ci");
    private static final String CONFIG =
            "repository: acme/shop, tokenSecretRef: {name: github, key: token}, secrets: {npm: NPM_TOKEN}";

    @TempDir
    Path directory;

    private void shop(String github) throws IOException {
        shop("shop", github);
    }

    private void shop(String name, String github) throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), """
                kind: ConfigMap
                ---
                kind: Stagecraft
                metadata: {name: %s, namespace: shop}
                spec:
                  project: {name: shop, registry: registry.digitalocean.com/acme}
                  build: {executor: github, providers: {github: {%s}}}
                """.formatted(name, github));
    }

    private CliRun.Result golden(String name, String... args) {
        var cli = CliRun.in(directory);
        var result = cli.run(args);
        cli.golden("phase/" + name, result);
        return result;
    }

    private Path workflow() {
        return directory.resolve(".github/workflows/stagecraft.yml");
    }

    @Test
    void theFileIsWrittenAtTheRootOfTheRepository() throws IOException {
        shop(CONFIG);
        Files.createDirectories(directory.resolve(".git"));
        var below = Files.createDirectories(directory.resolve("services/web"));

        var result = CliRun.in(below).run("ci", "init", "-f", "../../shop.yaml");

        assertTrue(result.out().startsWith("Wrote ../../.github/workflows/stagecraft.yml.\n"), result.text());
        assertTrue(Files.exists(workflow()));
        assertFalse(Files.exists(below.resolve(".github")));
    }

    @Test
    void theFileIsWrittenOnceAndReplacedWhenThatIsSaid() throws IOException {
        shop(CONFIG);
        var shown = CliRun.in(directory).run("ci", "init", "-f", "shop.yaml", "--dry-run");
        assertFalse(Files.exists(workflow()));

        golden("ci-init", "ci", "init", "-f", "shop.yaml");
        assertEquals(shown.out(), Files.readString(workflow()));
        assertTrue(shown.out().contains("NPM_TOKEN"));
        golden("ci-init-again", "ci", "init", "-f", "shop.yaml");

        Files.writeString(workflow(), "mine\n");
        golden("ci-init-there", "ci", "init", "-f", "shop.yaml");
        assertEquals("mine\n", Files.readString(workflow()));
        golden("ci-init-force", "ci", "init", "-f", "shop.yaml", "--force");
        assertEquals(shown.out(), Files.readString(workflow()));
    }

    @Test
    void theExampleOfTheDocumentationIsWhatIsWritten() throws IOException {
        shop(
                "shop-prod",
                "repository: acme/shop, workflow: build.yml, runner: builders, tokenSecretRef: {name: github, key: token},"
                        + " login: {username: DO_USER, password: DO_TOKEN}, push: {branch: release/1.x, deliver: kubectl}");

        golden("ci-init-kubectl", "ci", "init", "-f", "shop.yaml");

        assertEquals(
                Files.readString(DOCS.resolve("github-kubectl.yml")),
                Files.readString(directory.resolve(".github/workflows/build.yml")));
    }

    @Test
    void whatIsMissingOrWrongIsTold() throws IOException {
        shop("repository: shop, runner: 1");
        golden("ci-init-faults", "ci", "init", "-f", "shop.yaml");
        golden("ci-init-provider", "ci", "init", "-f", "shop.yaml", "--provider", "gitlab");
        golden("ci-init-other", "ci", "init", "other", "-f", "shop.yaml");
        golden("ci-init-no-file", "ci", "init", "-f", "none.yaml");
        Files.writeString(directory.resolve("shop.yaml"), "kind: Stagecraft\nmetadata: {name: shop}\nspec: {}\n");
        golden("ci-init-unconfigured", "ci", "init", "-f", "shop.yaml");
        assertFalse(Files.exists(workflow()));
    }
}
