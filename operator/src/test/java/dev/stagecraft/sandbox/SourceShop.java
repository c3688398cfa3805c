package dev.stagecraft.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.git.GitServer;
import dev.stagecraft.sandbox.git.LoopbackTls;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A shop whose services web and worker are built from a private Git repository on the host builder-1, pushed to a registry that wants
 * a login, and run on the host app-1.
 */
public final class SourceShop implements AutoCloseable {
    /** Part of the password of the Git repository. */
    public static final String GIT_PASSWORD = "sentinel-git-7a";

    /** Part of the password of the registry. */
    public static final String REGISTRY_PASSWORD = "sentinel-registry-7a";

    /** Part of what builds may read. */
    public static final String BUILD_SECRET = "sentinel-build-7a";

    private final LoopbackTls tls;
    private final LoopbackTls.Trusted trusted;
    private final GitServer server;
    private final GitRepository repository;
    private final StaticShop shop = new StaticShop(1).add("builder-1");
    private final Resources resources;
    private Optional<StagecraftOperator> operator = Optional.empty();

    /** With a first commit and the operator running. */
    public SourceShop(Path directory) {
        tls = LoopbackTls.create(directory);
        trusted = tls.trusted();
        server = GitServer.start(directory, tls);
        repository = GitRepository.create(directory, "shop");
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "source"));
        resources.sshKey(shop.clientKey());
        server.requireAuthorization(
                "Basic " + Base64.getEncoder().encodeToString(("deploy:" + GIT_PASSWORD).getBytes(UTF_8)));
        resources.secret("shop-git", Map.of("username", "deploy", "password", GIT_PASSWORD));
        resources.secret("shop-npm", Map.of("token", BUILD_SECRET));
        registry().requireUser("acme", REGISTRY_PASSWORD);
        resources.secret(
                "shop-registry",
                Map.of(
                        ".dockerconfigjson",
                        "{\"auths\":{\"%s\":{\"username\":\"acme\",\"password\":\"%s\"}}}"
                                .formatted(registry().authority(), REGISTRY_PASSWORD)));
        repository
                .write("web/Dockerfile", "FROM scratch\nLABEL behaviour=healthy\nCOPY . /\n")
                .write("web/index.html", "one")
                .write("worker/Dockerfile", "FROM scratch\nLABEL behaviour=healthy\nCOPY . /\n")
                .write("worker/main", "one")
                .commit("first");
        start();
    }

    /** Starts the operator; another process as far as it can tell. */
    public void start() {
        start(Map.of());
    }

    /** Starts it with more settings. */
    public void start(Map<String, String> settings) {
        var environment = new TreeMap<>(TestOperator.environment(resources.namespace(), TestOperator.NO_CLOUD));
        environment.putAll(settings);
        operator = Optional.of(TestOperator.start(SharedControlPlane.get().config(), environment));
    }

    /** Stops the operator in good order. */
    public void stop() {
        operator.ifPresent(StagecraftOperator::close);
        operator = Optional.empty();
    }

    public StaticShop hosts() {
        return shop;
    }

    public SimulatedRegistry registry() {
        return shop.registry();
    }

    public Resources resources() {
        return resources;
    }

    public GitRepository repository() {
        return repository;
    }

    public GitServer server() {
        return server;
    }

    /** What the registry has under that tag of a service, or nothing. */
    public Optional<String> digest(String service, String tag) {
        return registry().find("acme/" + service, tag).map(dev.stagecraft.sandbox.registry.SimulatedImage::digest);
    }

    /** The shop of that version, of what is at the tip of main. */
    public String manifest(String version) {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/acme, registrySecretRef: {name: shop-registry}}
                  environment: prod
                  version: %2$s
                  source: {git: {url: '%3$s', ref: main, credentials: {name: shop-git}}}
                  backend:
                    provider: generic
                    providers: {generic: {services: {web: {build: {secrets: {npm: {name: shop-npm, key: token}}}}}}}
                  build: {executor: host, role: builder}
                  compose:
                    inline: |
                      services:
                        web: {build: ./web, image: "%1$s/acme/web"}
                        worker: {build: ./worker, image: "%1$s/acme/jobs/worker"}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                    worker: {role: app}
                  cloud: {provider: static, providers: {static: %4$s}}
                  hosts: [{name: app, role: app, count: 1}, {name: builder, role: builder, count: 1}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                """.formatted(registry().authority(), version, server.url("shop/.git"), shop.staticConfig());
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            shop.close();
            server.close();
            trusted.close();
        }
    }
}
