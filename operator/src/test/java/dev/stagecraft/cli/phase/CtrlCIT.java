package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.CommandProcess;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends a wait and nothing else: real processes say what goes on without them. */
@Timeout(180)
class CtrlCIT {
    @TempDir
    Path directory;

    @Test
    void whoWaitsForTheOperatorIsToldWhichCommandFollowsIt() throws Exception {
        var client = SharedControlPlane.client();
        var resources = new Resources(client, Namespaces.create(client, "ctrlc"));
        resources.apply("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop}
                  environment: prod
                  version: v1
                  compose: {inline: 'services: {web: {image: web}}'}
                  cloud: {provider: static, providers: {static: {}}}
                  hosts: [{name: app, role: app}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                """);
        resources.handle("shop").editStatus(shop -> {
            shop.setStatus(Serialization.unmarshal(
                    "observedGeneration: 1\nhosts: [{name: app, role: app, state: Creating}]\n",
                    shop.getStatus().getClass()));
            return shop;
        });
        var environment = Map.of(
                "STAGECRAFT_KUBECONFIG", SharedControlPlane.get().kubeconfig().toString(),
                "STAGECRAFT_NAMESPACE", resources.namespace());
        try (var command = CommandProcess.start(directory, environment, "infra", "up", "shop")) {
            var ended = command.awaitError("app is Creating\n").interrupted();

            assertEquals(
                    new CliRun.Result(
                            130,
                            "",
                            "app is Creating\nThe operator goes on; stagecraft status shop -n " + resources.namespace()
                                    + " tells how far it is.\n"),
                    ended);
        }
    }

    @Test
    void whoWaitsForBuildsIsToldWhichGoOn() throws Exception {
        try (var command = CommandProcess.start(EndlessBuild.class, directory, Map.of())) {
            var ended = command.awaitError("worker waits for its turn\n").interrupted();

            assertEquals(
                    new CliRun.Result(
                            130,
                            "",
                            "web is being built\nworker waits for its turn\nOnly these had begun, and go on: acme/web:1."
                                    + " Run the same command again to wait for them and to build the others.\n"),
                    ended);
        }
    }
}
