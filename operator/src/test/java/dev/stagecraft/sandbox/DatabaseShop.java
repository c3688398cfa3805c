package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.api.v1alpha1.DatabaseStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A shop on one borrowed host with a database in a real PostgreSQL, whose migrations are in a ConfigMap unless said otherwise. */
public final class DatabaseShop implements AutoCloseable {
    /** Part of the password in the connection string, in whatever form that is written. */
    public static final String SENTINEL = "s3cret";

    /** A file that makes a table; where a case begins with one, it is this. */
    public static final String ITEMS = "CREATE TABLE items (id int PRIMARY KEY, note text);\n";

    private final StaticShop shop = new StaticShop(1);
    private final TestDatabase database = TestDatabase.create(DatabaseKind.POSTGRESQL, Path.of("unused"));
    private final Map<String, String> files = new TreeMap<>();
    private final Resources resources;
    private Optional<StagecraftOperator> operator = Optional.empty();

    /** Everything but the operator. */
    public DatabaseShop(String prefix) {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, prefix));
        resources.sshKey(shop.clientKey());
        url(database.url());
    }

    /** With the operator in this JVM. */
    public static DatabaseShop lit(String prefix) {
        return lit(prefix, Map.of());
    }

    /** With the operator in this JVM, with settings beside those of {@link TestOperator}. */
    public static DatabaseShop lit(String prefix, Map<String, String> settings) {
        var stage = new DatabaseShop(prefix);
        var environment = new TreeMap<>(stage.environment());
        environment.putAll(settings);
        stage.operator = Optional.of(TestOperator.start(SharedControlPlane.get().config(), environment));
        return stage;
    }

    /** The settings of an operator over this shop. */
    public Map<String, String> environment() {
        return TestOperator.environment(resources.namespace(), TestOperator.NO_CLOUD);
    }

    public Resources resources() {
        return resources;
    }

    public StaticShop shop() {
        return shop;
    }

    public TestDatabase database() {
        return database;
    }

    /** Puts that connection string into the Secret. */
    public void url(String url) {
        resources.secret("shop-db", Map.of("url", url));
    }

    /** Adds a file, or changes it, without telling the cluster. */
    public DatabaseShop file(String name, String sql) {
        files.put(name, sql);
        return this;
    }

    /** Takes a file away, without telling the cluster. */
    public DatabaseShop without(String name) {
        files.remove(name);
        return this;
    }

    /** Puts the files into the ConfigMap. */
    public void publish() {
        resources.configMap("shop-migrations", files);
    }

    /** The shop with migrations from the ConfigMap. */
    public String manifest(String version, String strategy, String more) {
        return manifest(version, strategy, "{configMapRef: {name: shop-migrations}}", more);
    }

    /** The shop with migrations from that source, in YAML's flow style. */
    public String manifest(String version, String strategy, String source, String more) {
        return migrated(
                version,
                "{engine: raw, strategy: %s, source: %s, providers: {raw: {lockTimeout: 500ms, lockRetries: 20}}}"
                        .formatted(strategy, source),
                more);
    }

    /** The shop with those migrations, in YAML's flow style. */
    public String migrated(String version, String migrations, String more) {
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
                      services: {web: {image: "%1$s/acme/web"}}
                  databases:
                    main:
                      connection: {secretRef: {name: shop-db}}
                      migrations: %3$s
                  cloud: {provider: static, providers: {static: %4$s}}
                  hosts: [{name: app, role: app, count: 1}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                  rollout: {healthTimeout: 20s}
                """.formatted(shop.registry().authority(), version, migrations, shop.staticConfig()) + more;
    }

    /** Publishes the files and the manifest, and waits until the version serves. */
    public Stagecraft release(String version, String strategy, String more) {
        publish();
        resources.apply(manifest(version, strategy, more));
        return resources.await("shop", version + " serves", found -> serves(found, version));
    }

    /** Whether the version serves, and nothing more is to be done. */
    public static boolean serves(Stagecraft found, String version) {
        return Objects.equals(
                        found.getStatus().observedGeneration(),
                        found.getMetadata().getGeneration())
                && found.getStatus().phase().equals("Ready")
                && Resources.version(found).equals(version);
    }

    /** What status says of the database. */
    public static DatabaseStatus status(Stagecraft resource) {
        return Objects.requireNonNull(resource.getStatus().databases().get("main"), "status knows no database main");
    }

    /** How many migrations status says that the database has; 0 where it knows none. */
    public static int applied(Stagecraft resource) {
        var known = resource.getStatus().databases().get("main");
        return known == null ? 0 : known.applied();
    }

    /** The migrations of the plan, each with its phase and risk. */
    public static String planned(Stagecraft resource) {
        return Resources.plan(resource).migrations().stream()
                .map(file -> file.id() + " " + file.phase() + " " + file.risk())
                .collect(Collectors.joining(", "));
    }

    /** The ids in the database's own record that are done, in order. */
    public List<String> ledger() {
        return database.rows("SELECT id FROM stagecraft_migrations WHERE state = 'done' ORDER BY id");
    }

    /** Somebody removes every container on the host. */
    public void removeContainers() {
        shop.host("app-1").engine().removeByHand(container -> true);
    }

    /** The containers on the host. */
    public List<SimulatedContainer> containers() {
        return shop.host("app-1").engine().containers();
    }

    @Override
    public void close() {
        operator.ifPresent(StagecraftOperator::close);
        shop.close();
    }
}
