package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.database.PostgresOnHost;
import dev.stagecraft.sandbox.database.PostgresServer;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.ProjectOnHost;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop on two real hosts that reads a real PostgreSQL on a third one, and an operator over them. The database is open to the
 * hosts alone, so the operator gets to it through a host or not at all.
 */
public final class MigratingStage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int APP_HOSTS = 2;
    private static final int DATABASE_HOST = 3;

    private final RealHosts hosts;
    private final PostgresOnHost database;
    private final ShopImages images;
    private final Map<String, String> files = new TreeMap<>();
    private final Resources resources;
    private final StagecraftOperator operator;

    private MigratingStage(RealHosts hosts, Path directory) {
        this.hosts = hosts;
        database = PostgresOnHost.start(hosts.host(DATABASE_HOST));
        images = new ShopImages(hosts.registry(), directory);
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "e2e"), PATIENCE);
        resources.secret("shop-ssh", Map.of("ssh-privatekey", hosts.clientPrivateKey()));
        resources.secret("shop-db", Map.of("url", database.url()));
        resources.secret("shop-env", Map.of("DATABASE_URL", database.url(), "PASSWORD", RealStage.PASSWORD));
        var settings = TestOperator.environment(resources.namespace(), URI.create("http://127.0.0.1:1"));
        settings.put("STAGECRAFT_INSECURE_REGISTRIES", hosts.registry().host());
        operator = TestOperator.start(SharedControlPlane.get().config(), settings);
    }

    /** Starts hosts, database and operator; logs go to {@code target/e2e/NAME}, images are made in that directory. */
    public static MigratingStage start(String name, Path directory) {
        var hosts = RealHosts.start(DATABASE_HOST, Path.of("target", "e2e", name), Equipment.COMPOSE_V2);
        try {
            return new MigratingStage(hosts, directory);
        } catch (RuntimeException e) {
            hosts.close();
            throw e;
        }
    }

    public Resources resources() {
        return resources;
    }

    public PostgresOnHost database() {
        return database;
    }

    /** The shop on each of its hosts. */
    public List<ProjectOnHost> projects() {
        return hosts.hosts().subList(0, APP_HOSTS).stream()
                .map(host -> new ProjectOnHost(host, "shop-prod"))
                .toList();
    }

    /** Pushes a version of web whose GET /items answers with what the database says to that query. */
    public void push(String version, String query) {
        images.web(version, query, PostgresServer.program("psql"));
    }

    /** Adds a file to those in the ConfigMap. */
    public void file(String name, String sql) {
        files.put(name, sql);
        resources.configMap("shop-migrations", files);
    }

    /** Migrations from the ConfigMap, through the database's own host, in YAML's flow style. */
    public static String files(String strategy) {
        return "{engine: raw, strategy: %s, via: {role: db}, source: {configMapRef: {name: shop-migrations}}}"
                .formatted(strategy);
    }

    /** The shop with those migrations, in YAML's flow style. */
    public String manifest(String version, String migrations, String more) {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/shop}
                  environment: prod
                  version: %2$s
                  compose:
                    inline: |
                      services: {web: {image: "%1$s/shop/web"}}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                  envFrom: [{secretRef: {name: shop-env}}]
                  databases:
                    main: {connection: {secretRef: {name: shop-db}}, migrations: %3$s}
                  cloud: {provider: static, providers: {static: %4$s}}
                  hosts: [{name: app, role: app, count: 2}, {name: db, role: db, protect: true}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                  rollout: {healthTimeout: 20s, drainTimeout: 10s}
                """.formatted(hosts.registry().host(), version, migrations, staticConfig()) + more;
    }

    private String staticConfig() {
        return IntStream.rangeClosed(1, DATABASE_HOST)
                .mapToObj(number -> "%s: {address: %s, hostKey: \"%s\"}"
                        .formatted(
                                number == DATABASE_HOST ? "db" : "app-" + number,
                                hosts.host(number).address(),
                                hosts.host(number).hostPublicKey()))
                .collect(Collectors.joining(", ", "{hosts: {", "}}"));
    }

    /** The containers in which a tool migrated the database, of all hosts, as "HOST NAME STATE". */
    public List<String> tools() {
        return hosts.hosts().stream()
                .flatMap(host -> host.docker(
                                "ps",
                                "--all",
                                "--filter=label=dev.stagecraft.database=main",
                                "--format={{.Names}} {{.Status}}")
                        .orFail()
                        .out()
                        .lines()
                        .map(line -> host.name() + " " + line))
                .toList();
    }

    /** Waits until the version serves and nothing more is to be done. */
    public Stagecraft awaitServes(String version) {
        return resources.await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
    }

    /** The database's own record, every column of it. */
    public List<String> ledger() {
        return database.rows("SELECT * FROM stagecraft_migrations ORDER BY id");
    }

    /** What is applied, with how often it was attempted. */
    public List<String> applied() {
        return database.rows("SELECT id, state, attempt FROM stagecraft_migrations ORDER BY id");
    }

    @Override
    public void close() {
        try {
            operator.close();
        } finally {
            database.close();
            hosts.close();
        }
    }
}
