package dev.stagecraft.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands show of releases that the operator made, on two borrowed hosts. */
@Timeout(180)
class StatusOfReleasesIT {
    private static final String SENTINEL = "sentinel-83aa";

    @TempDir
    Path directory;

    private final StaticShop shop = new StaticShop(2);
    private Resources resources;
    private StagecraftOperator operator;

    @BeforeEach
    void start() {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "status"));
        resources.sshKey(shop.clientKey());
        resources.secret("shop-env", Map.of("PASSWORD", SENTINEL));
        operator = TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
    }

    private String yaml(String version) {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/acme}
                  environment: prod
                  version: %2$s
                  compose:
                    inline: |
                      services:
                        web: {image: %1$s/acme/web}
                        worker: {image: %1$s/acme/worker:v1}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                  envFrom: [{secretRef: {name: shop-env}}]
                  cloud: {provider: static, providers: {static: %3$s}}
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                  rollout: {healthTimeout: 20s}
                """.formatted(shop.registry().authority(), version, shop.staticConfig());
    }

    private CliRun.Result run(String... args) {
        var result = CliRun.in(directory).cluster(resources.namespace()).run(args);
        assertFalse(result.text().contains(SENTINEL), "a value of the environment");
        return result;
    }

    /** Ages are others in each run, and columns as wide as they are. */
    private void golden(String name, CliRun.Result result) {
        var text =
                result.out().replaceAll("\\b[0-9]+[smh]([0-9]+[sm])?\\b", "AGE").replaceAll("(?<=\\S) {2,}", "  ");
        CliRun.in(directory)
                .golden(
                        "status/operator/" + name,
                        new CliRun.Result(result.exitCode(), text, result.err()),
                        Map.of(resources.namespace(), "NAMESPACE"));
    }

    @Test
    void aReleaseAndOneThatIsRolledBackAreShownAsTheyAre() {
        resources.apply(yaml("v1"));
        resources.awaitReady("shop");
        golden("first", run("status"));
        assertEquals(0, run("status").exitCode());

        resources.apply(yaml("broken"));
        resources.awaitCondition("shop", "Ready", "False", "RolledBack");

        golden("rolled-back", run("status"));
        assertEquals(1, run("status").exitCode());
        golden("list", run("releases", "list"));
        golden("show", run("releases", "show", "2"));
        var changed = run("releases", "diff", "1", "2");
        golden("diff", changed);
        assertEquals(2, changed.exitCode());
        assertEquals(0, run("releases", "diff", "previous").exitCode(), "a rollback serves the same again");
    }

    @Test
    void aChangedSecretIsAChangedNameAndNotAValue() {
        resources.apply(yaml("v1"));
        resources.awaitReady("shop");
        resources.secret("shop-env", Map.of("PASSWORD", SENTINEL + "-new", "URL", SENTINEL));
        Awaitility.await("the second release")
                .until(() -> run("releases", "list").out().lines().count() == 3
                        && run("status").out().contains("State       Ready\n"));

        var changed = run("releases", "diff", "1");

        assertEquals(2, changed.exitCode());
        assertTrue(
                changed.out().contains("Environment URL (added), PASSWORD (changed) (values are not shown)\n"),
                changed.out());
    }
}
