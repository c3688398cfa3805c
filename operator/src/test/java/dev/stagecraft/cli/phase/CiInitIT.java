package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workflow file of a resource that is in the cluster is the one of its file. */
@Timeout(60)
class CiInitIT {
    private static final String SHOP = """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop, namespace: NAMESPACE}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: prod
              version: v1
              source: {git: {url: https://git.example.com/acme/shop.git, ref: main}}
              compose: {path: compose.yaml}
              build:
                executor: github
                providers: {github: {repository: acme/shop, tokenSecretRef: {name: github, key: token}}}
              cloud: {provider: static, providers: {static: {hosts: {app-1: {address: 203.0.113.7}}}}}
              hosts: [{name: app, role: app}]
              ssh: {keySecretRef: {name: shop-ssh}}
            """;

    @TempDir
    Path directory;

    private final Resources resources;

    CiInitIT() {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "cli-ci-init"));
    }

    private CliRun.Result golden(String name, String... args) {
        var cli = CliRun.in(directory).cluster(resources.namespace());
        var result = cli.run(args);
        cli.golden("phase/" + name, result, Map.of(resources.namespace(), "NAMESPACE"));
        return result;
    }

    @Test
    void itIsWrittenFromTheClusterAsFromAFile() throws IOException {
        var yaml = SHOP.replace("NAMESPACE", resources.namespace());
        resources.apply(yaml);
        Files.writeString(directory.resolve("shop.yaml"), yaml);

        var shown = CliRun.in(directory).cluster(resources.namespace()).run("ci", "init", "shop", "--dry-run");
        assertEquals("would write .github/workflows/stagecraft.yml\n", shown.err());
        assertEquals(0, golden("ci-init-cluster", "ci", "init", "shop").exitCode());
        assertEquals(shown.out(), Files.readString(directory.resolve(".github/workflows/stagecraft.yml")));
        golden("ci-init-cluster-again", "ci", "init", "-f", "shop.yaml");
        golden("ci-init-cluster-unknown", "ci", "init", "other");
    }
}
