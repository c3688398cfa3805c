package dev.stagecraft;

import dev.stagecraft.cli.CommandLines;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The run that the JVM's ahead-of-time cache is made of: what is loaded here is in the cache. The launcher starts it, once. It
 * reaches for no cluster but one that is not there, and writes nothing but a directory that it takes away.
 */
public final class CliTraining {
    /** An application that plans to something, and a cluster that refuses at once: the client is loaded all the same. */
    private static final Map<String, String> FILES = Map.of("shop.yaml", """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop, namespace: shop}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: prod
              version: v1
              compose:
                inline: |
                  services:
                    web: {image: "registry.example.com/acme/web:v1", ports: ["8080:8080"], depends_on: [redis]}
                    redis: {image: "redis:8"}
              services:
                web: {role: app, health: {path: /healthz, port: 8080}}
                redis: {role: app, rollout: {strategy: Manual}}
              cloud: {provider: static, providers: {static: {hosts: {app: {address: 192.0.2.1, hostKeySecretRef: {name: shop-host, key: app}}}}}}
              hosts:
                - {name: app, role: app}
              ssh: {keySecretRef: {name: shop-ssh}}
            """, "kubeconfig", """
            apiVersion: v1
            kind: Config
            clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: nobody, user: {token: none}}]
            contexts: [{name: none, context: {cluster: none, user: nobody, namespace: shop}}]
            current-context: none
            """);

    private static final List<List<String>> LINES = List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("plan", "--help"),
            List.of("validate", "-f", "shop.yaml"),
            List.of("plan", "-f", "shop.yaml"),
            List.of("plan", "-f", "shop.yaml", "-o", "json"),
            List.of("plan", "-f", "shop.yaml", "-o", "yaml"),
            List.of("__complete", "--", "pl"),
            List.of("__complete", "--", "status", ""),
            List.of("status"),
            List.of("status", "shop"),
            List.of("releases", "list", "shop"),
            List.of("nothing-of-the-kind"));

    private CliTraining() {}

    /** Runs all of them, whatever each comes to. */
    public static void main(String[] args) throws IOException, ClassNotFoundException {
        // Where a command begins, which nothing here calls.
        Class.forName(Cli.class.getName());
        CliLogging.set(Map.of(), Path.of(""));
        var directory = Files.createTempDirectory("stagecraft-training-");
        try {
            for (var file : FILES.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
            LINES.forEach(line -> run(directory, line));
        } finally {
            for (var file : FILES.keySet()) {
                Files.deleteIfExists(directory.resolve(file));
            }
            Files.deleteIfExists(directory);
        }
        System.exit(0);
    }

    private static void run(Path directory, List<String> line) {
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        var surroundings = new Session.Surroundings(
                directory,
                Map.of("HOME", directory.toString(), "STAGECRAFT_KUBECONFIG", "kubeconfig"),
                InputStream.nullInputStream(),
                new Console(nowhere, nowhere, new Screen(true, 80, true)),
                Clock.systemUTC());
        try (var session = new Session(surroundings, CliWorld::new)) {
            CommandLines.run(session, line.toArray(String[]::new));
        }
    }
}
