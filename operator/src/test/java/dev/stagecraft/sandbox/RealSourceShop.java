package dev.stagecraft.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.git.GitServer;
import dev.stagecraft.sandbox.git.LoopbackTls;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.LocalRegistry;
import dev.stagecraft.sandbox.net.RealHost;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * A shop whose web and worker are built from a private Git repository by the engine of the host builder-1, pushed to a registry that
 * wants a login, and run on the host app-1; the operator is a process of its own. Every secret that it is given is a sentinel.
 */
public final class RealSourceShop implements AutoCloseable {
    public static final Sentinel GIT = Sentinel.of("sentinel git/7a+b");
    public static final Sentinel BUILD = Sentinel.of("sentinel build/7a+b");
    public static final Sentinel ENVIRONMENT = Sentinel.of("sentinel env/7a+b");
    public static final Sentinel REGISTRY = Sentinel.of(LocalRegistry.PASSWORD);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path log;
    private final LoopbackTls tls;
    private final GitServer server;
    private final GitRepository repository;
    private final RealHosts hosts;
    private final String base;
    private final Resources resources;
    private final OperatorProcess operator;

    /** Starts everything with a first commit. */
    public RealSourceShop(Equipment equipment, Path directory) {
        log = directory.resolve("operator.log");
        tls = LoopbackTls.create(directory);
        server = GitServer.start(directory, tls);
        repository = GitRepository.create(directory, "source");
        hosts = RealHosts.start(2, Path.of("target", "e2e", "build"), equipment);
        var images = new ShopImages(hosts.registry(), directory);
        base = images.worker("base").tagged();
        commit(images.web("base", ShopImages.Behaviour.GOOD).tagged());
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "build"), PATIENCE);
        secrets();
        var settings = TestOperator.environment(resources.namespace(), TestOperator.NO_CLOUD);
        settings.put(
                "STAGECRAFT_INSECURE_REGISTRIES",
                hosts.registry().host() + "," + registry().host());
        settings.put("STAGECRAFT_SOURCE_DIRECTORY", directory.toString());
        operator = OperatorProcess.start(SharedControlPlane.get().kubeconfig(), settings, tls.jvmOptions(), log);
    }

    private void commit(String web) {
        repository
                .write("web/Dockerfile", """
                        FROM %s
                        ARG APP_VERSION
                        ENV APP_VERSION=$APP_VERSION
                        """.formatted(web))
                .write("worker/note", "one")
                .write("worker/Dockerfile", """
                        FROM %s
                        RUN --mount=type=secret,id=token test -s /run/secrets/token
                        COPY note /note
                        """.formatted(base))
                .commit("first");
    }

    private void secrets() {
        server.requireAuthorization(
                "Basic " + Base64.getEncoder().encodeToString(("deploy:" + GIT.text()).getBytes(UTF_8)));
        resources.secret("shop-git", Map.of("username", "deploy", "password", GIT.text()));
        resources.secret("shop-build", Map.of("token", BUILD.text()));
        resources.secret("shop-env", Map.of("PASSWORD", ENVIRONMENT.text()));
        resources.secret("shop-ssh", Map.of("ssh-privatekey", hosts.clientPrivateKey()));
        resources.secret(
                "shop-registry",
                Map.of(
                        ".dockerconfigjson",
                        "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"%s\"}}}"
                                .formatted(registry().host(), LocalRegistry.USER, LocalRegistry.PASSWORD)));
    }

    /** Where what is built is pushed to. */
    public LocalRegistry registry() {
        return hosts.guardedRegistry();
    }

    public RealHost application() {
        return hosts.host(1);
    }

    public RealHost builder() {
        return hosts.host(2);
    }

    public GitRepository repository() {
        return repository;
    }

    /** The image that the worker's begins with. */
    public String base() {
        return base;
    }

    public Resources resources() {
        return resources;
    }

    /** A line of the key that all hosts accept. */
    public Sentinel key() {
        return Sentinel.of(hosts.clientPrivateKey().lines().skip(2).findFirst().orElseThrow());
    }

    /** All that the operator has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shop at the tip of main. */
    public String manifest(String version) {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/shop, registrySecretRef: {name: shop-registry}}
                  environment: prod
                  version: %2$s
                  source: {git: {url: '%3$s', ref: main, credentials: {name: shop-git}}}
                  backend:
                    provider: generic
                    providers:
                      generic:
                        services:
                          web: {build: {context: web, args: {APP_VERSION: from-git}}}
                          worker: {build: {context: worker, secrets: {token: {name: shop-build, key: token}}}}
                    services: [web, worker]
                  build: {executor: host, role: builder, timeout: 5m}
                  compose:
                    inline: |
                      services:
                        web: {image: "%1$s/shop/web"}
                        worker: {image: "%1$s/shop/jobs"}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                    worker: {role: app}
                  envFrom: [{secretRef: {name: shop-env}}]
                  cloud: {provider: static, providers: {static: {hosts: {app-1: %4$s, builder-1: %5$s}}}}
                  hosts: [{name: app, role: app, count: 1}, {name: builder, role: builder, count: 1}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                  rollout: {healthTimeout: 30s, drainTimeout: 5s}
                """.formatted(
                registry().host(), version, server.url("source/.git"), machine(application()), machine(builder()));
    }

    private static String machine(RealHost host) {
        return "{address: %s, hostKey: \"%s\"}".formatted(host.address(), host.hostPublicKey());
    }

    @Override
    public void close() {
        operator.close();
        hosts.close();
        server.close();
    }
}
