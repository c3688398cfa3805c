package dev.stagecraft.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that come from a real API server, for commands as they are. */
class CompletionIT {
    private static final String SHOP = """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: %s}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: %s
              version: v1
              compose: {inline: "services: {web: {image: web}, worker: {image: worker}}"}
              services: {web: {role: app}, worker: {role: app}}
              cloud: {provider: static, providers: {static: {}}}
              hosts: [{name: app, role: app}]
              ssh: {keySecretRef: {name: shop-ssh}}
            """;

    private static String namespace = "";

    @TempDir
    Path directory;

    @BeforeAll
    static void apply() {
        namespace = Namespaces.create(SharedControlPlane.client(), "completion");
        var resources = new Resources(SharedControlPlane.client(), namespace);
        resources.apply(SHOP.formatted("shop-prod", "prod"));
        resources.apply(SHOP.formatted("shop-staging", "staging"));
    }

    @Test
    void resourcesOfTheNamespaceAreOffered() {
        assertEquals(new CliRun.Result(0, "shop-prod\nshop-staging\n:4\n", ""), complete("plan", "sho"));
    }

    @Test
    void theNamespaceOfTheUnfinishedLineCounts() {
        assertEquals(new CliRun.Result(0, ":4\n", ""), complete("plan", "-n", "default", "sho"));
    }

    @Test
    void environmentsAreOffered() {
        assertEquals(new CliRun.Result(0, "prod\nstaging\n:4\n", ""), complete("plan", "--env", ""));
    }

    @Test
    void servicesAreOffered() {
        assertEquals(new CliRun.Result(0, "web\nworker\n:4\n", ""), complete("plan", "--services", "w"));
    }

    @Test
    void aClusterThatRefusesOffersNothing() {
        var result = CliRun.in(directory).cluster(namespace).run("--context", "none", "__complete", "--", "plan", "");

        assertEquals(new CliRun.Result(0, ":4\n", ""), result);
    }

    private CliRun.Result complete(String... words) {
        var line = new String[words.length + 2];
        line[0] = "__complete";
        line[1] = "--";
        System.arraycopy(words, 0, line, 2, words.length);
        return CliRun.in(directory)
                .cluster(namespace)
                .with("STAGECRAFT_COMPLETION_TIMEOUT", "120")
                .run(line);
    }
}
