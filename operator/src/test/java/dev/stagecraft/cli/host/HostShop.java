package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.CommandLines;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two borrowed hosts that the operator has released a shop to, in a namespace of their own. */
final class HostShop implements AutoCloseable {
    private final StaticShop hosts = new StaticShop(2);
    private final Resources resources;

    /** @param namespace what the name of the namespace begins with */
    HostShop(String namespace) {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, namespace));
        resources.sshKey(hosts.clientKey());
    }

    /** Has an operator release it, and ends that operator. */
    HostShop release() {
        try (var operator =
                TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD)) {
            assertTrue(operator.address().getPort() > 0);
            resources.apply(yaml());
            resources.awaitReady("shop");
        }
        return this;
    }

    StaticShop hosts() {
        return hosts;
    }

    Resources resources() {
        return resources;
    }

    String yaml() {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/acme}
                  environment: prod
                  version: v1
                  compose:
                    inline: |
                      services:
                        web: {image: %1$s/acme/web}
                        worker: {image: "%1$s/acme/worker:v1", deploy: {replicas: 2}}
                        chat: {image: "%1$s/acme/worker:v1"}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                    worker: {role: app}
                    chat: {role: app}
                  cloud: {provider: static, providers: {static: %2$s}}
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                """.formatted(hosts.registry().authority(), hosts.staticConfig());
    }

    CliRun cli(Path directory) {
        return CliRun.in(directory).cluster(resources.namespace());
    }

    /** What is another one in each run, and what stands for it. */
    Map<String, String> replaced() {
        var replaced = new LinkedHashMap<String, String>();
        replaced.put(resources.namespace(), "NAMESPACE");
        resources.get("shop").getStatus().hosts().forEach(host -> replaced.put(host.id(), host.name() + "-ID"));
        hosts.hosts().forEach((name, host) -> replaced.put(host.identity().fingerprint(), "SHA256:OF-" + name));
        return replaced;
    }

    /** Runs a command whose output is looked at before it ends. */
    int run(Path directory, OutputStream out, OutputStream err, String... args) {
        var console = new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Screen.none());
        var environment = Map.of(
                "HOME",
                directory.toString(),
                "STAGECRAFT_KUBECONFIG",
                SharedControlPlane.get().kubeconfig().toString(),
                "STAGECRAFT_NAMESPACE",
                resources.namespace());
        try (var session = CliSessions.of(new Session.Surroundings(
                directory, environment, InputStream.nullInputStream(), console, Clock.systemUTC()))) {
            return CommandLines.run(session, args);
        }
    }

    /** A container of the service {@code chat} prints a line. */
    void say(String host, String text) {
        var engine = hosts.host(host).engine();
        engine.containers().stream()
                .filter(found -> "chat".equals(found.labels().get("com.docker.compose.service")))
                .forEach(container -> engine.logs().say(container, text));
    }

    /** How often a log was followed on a host. */
    int followed(String host) {
        return (int) hosts.host(host).journal().entries().stream()
                .filter(entry -> entry.argv().contains("--follow"))
                .count();
    }

    @Override
    public void close() {
        hosts.close();
    }
}
