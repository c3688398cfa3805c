package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cluster.fabric8.FabricReferences;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values of Secrets by command, against the real API server. */
@Timeout(60)
class SecretsIT {
    private static final String SENTINEL = "sentinel-9c1f";

    private final KubernetesClient client = SharedControlPlane.client();
    private final Resources resources = new Resources(client, Namespaces.create(client, "clisecrets"));
    private final Path directory;
    private final CliRun cli;

    SecretsIT(@TempDir Path directory) {
        this.directory = directory;
        cli = CliRun.in(directory).cluster(resources.namespace());
    }

    private CliRun.Result run(String... args) {
        var result = cli.run(args);
        assertFalse(result.text().contains(SENTINEL), "a value is shown");
        return result;
    }

    private void golden(String name, CliRun.Result result) {
        cli.golden("phase/" + name, result, Map.of(resources.namespace(), "NAMESPACE"));
    }

    private void shop(String more) {
        resources.apply("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop}
                  environment: prod
                  version: v1
                  compose: {inline: "services: {web: {image: web}}"}
                  cloud: {provider: static, providers: {static: {hosts: {}}}}
                  hosts: [{name: app, role: app, count: 1}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                """ + more);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Map<String, String> secret(String name) {
        var values = new TreeMap<String, String>();
        new FabricReferences(client)
                .secret(resources.namespace(), name)
                .orElse(Map.of())
                .forEach((key, value) -> values.put(key, value.reveal()));
        return values;
    }

    @Test
    void aDotenvFileBecomesTheSecretAndBack() throws IOException {
        shop("  envFrom: [{secretRef: {name: shop-env}}]\n");
        file("prod.env", "URL=https://" + SENTINEL + "\nQUOTED='" + SENTINEL + " # no'\nEMPTY=\n");

        golden("secrets-from-dry", run("secrets", "sync", "--from", "prod.env", "--dry-run"));
        assertEquals(Map.of(), secret("shop-env"));
        golden("secrets-from", run("secrets", "sync", "shop", "--from", "prod.env"));
        var kept = Map.of("URL", "https://" + SENTINEL, "QUOTED", SENTINEL + " # no", "EMPTY", "");
        assertEquals(kept, secret("shop-env"));
        golden("secrets-from-again", run("secrets", "sync", "shop", "--from", "prod.env"));

        golden("secrets-to", run("secrets", "sync", "shop", "--to", "copy.env"));
        var copy = directory.resolve("copy.env");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        golden("secrets-round-trip", run("secrets", "sync", "--from", "copy.env", "--secret", "other", "-o", "json"));
        assertEquals(kept, secret("other"));
        try (var files = Files.list(directory)) {
            assertEquals(2, files.count(), "something is left beside the files");
        }
    }

    @Test
    void nothingIsTakenAwayUnlessSomebodySaysSo() throws IOException {
        shop("  envFrom: [{secretRef: {name: shop-env}}]\n");
        resources.secret("shop-env", Map.of("OLD", SENTINEL, "KEPT", SENTINEL));
        file("prod.env", "KEPT=changed-" + SENTINEL + "\nNEW=" + SENTINEL + "\n");

        golden("secrets-from-keeps", run("secrets", "sync", "--from", "prod.env"));
        assertEquals("[KEPT, NEW, OLD]", secret("shop-env").keySet().toString());
        golden("secrets-prune", run("secrets", "sync", "--from", "prod.env", "--prune"));
        assertEquals("[KEPT, NEW]", secret("shop-env").keySet().toString());

        file("prod.env", "MINE=" + SENTINEL + "\n");
        golden("secrets-to-refused", run("secrets", "sync", "--to", "prod.env"));
        assertEquals("MINE=" + SENTINEL + "\n", Files.readString(directory.resolve("prod.env")));
        var no = cli.input("\n").terminal(100).run("secrets", "sync", "--to", "prod.env");
        assertEquals("", no.out());
        assertTrue(no.err().endsWith("Take away MINE? [y/N] error: Nothing was changed.\n"), no.err());
        var yes = cli.input("yes\n").run("secrets", "sync", "--to", "prod.env");
        assertEquals(0, yes.exitCode(), yes.text());
        assertFalse(Files.readString(directory.resolve("prod.env")).contains("MINE"));
    }

    @Test
    void theProviderOfTheResourceIsAsked() throws IOException {
        shop("  envFrom: [{secretRef: {name: shop-env}}]\n");
        golden("secrets-kubernetes", run("secrets", "sync", "--push"));

        resources.secret("shop-env", Map.of("KEY", SENTINEL));
        shop("  secrets: {provider: encore, providers: {encore: {types: [prod], secret: {name: shop-env}}}}\n");
        golden("secrets-encore-missing", run("secrets", "sync", "--push"));
        file(".secrets.local.cue", "KEY: \"changed-" + SENTINEL + "\"\n");
        golden("secrets-encore-pull", run("secrets", "sync", "--pull"));
        assertEquals(Map.of("KEY", "changed-" + SENTINEL), secret("shop-env"));

        shop("  secrets: {provider: envfile, providers: {envfile: {file: config/.env, secret: {name: shop-env}}}}\n");
        golden("secrets-envfile-push", run("secrets", "sync", "--push"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("config/.env"))));
    }

    @Test
    void whatCannotBeCarriedIsToldWithoutAnyValue() throws IOException {
        shop("");
        golden("secrets-no-secret", run("secrets", "sync", "--from", "prod.env"));
        golden("secrets-no-file", run("secrets", "sync", "--from", "prod.env", "--secret", "shop-env"));
        file("prod.env", "A=" + SENTINEL + "\nnot a line " + SENTINEL + "\n");
        golden("secrets-bad-file", run("secrets", "sync", "--from", "prod.env", "--secret", "shop-env"));
        golden("secrets-no-kept", run("secrets", "sync", "--to", "other.env", "--secret", "shop-env"));
        golden("secrets-usage", run("secrets", "sync", "shop"));
        golden("secrets-both", run("secrets", "sync", "shop", "--from", "a", "--to", "b"));
        golden("secrets-push-secret", run("secrets", "sync", "shop", "--push", "--secret", "a"));
        shop("  secrets: {provider: vault, providers: {vault: {}}}\n");
        golden("secrets-unknown-provider", run("secrets", "sync", "shop", "--push"));
        assertEquals(Map.of(), secret("shop-env"));
    }
}
