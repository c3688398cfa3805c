package dev.stagecraft.sandbox;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.host.SimulatedBuilds;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A shop whose application is written with Encore.ts: two images, api and worker, of one application with the database todo, which is
 * main of the resource. The command line is not on the builder until it is put there.
 */
public final class EncoreShop implements AutoCloseable {
    /** Part of a secret of the application. */
    public static final String STRIPE_KEY = "sentinel-stripe-7a";

    private final SourceShop shop;
    private final TestDatabase database = TestDatabase.create(DatabaseKind.POSTGRESQL, Path.of("unused"));

    /** With the application's first commit and the operator running. */
    public EncoreShop(Path directory) {
        shop = new SourceShop(directory);
        resources().secret("shop-db", Map.of("url", database.url()));
        stripeKey(STRIPE_KEY);
        repository()
                .write(
                        "backend/encore.app",
                        "{\n  // linked\n  \"id\": \"shop-x1y2\",\n  \"lang\": \"typescript\",\n}\n")
                .write("backend/Dockerfile", "FROM scratch\nLABEL behaviour=healthy\n")
                .write("backend/todo/todo.ts", """
                        import { SQLDatabase } from "encore.dev/storage/sqldb";
                        import { secret } from "encore.dev/config";
                        export const db = new SQLDatabase("todo", { migrations: "./migrations" });
                        export const stripe = secret("STRIPE_KEY");
                        """)
                .write("backend/todo/migrations/1_create.up.sql", "CREATE TABLE todos (id int PRIMARY KEY, note text);")
                .write("backend/todo/migrations/1_create.down.sql", "DROP TABLE todos;")
                .write("backend/todo/migrations/2_fill.up.sql", "INSERT INTO todos VALUES (1, 'first');")
                .write("backend/todo/migrations/10_more.up.sql", "ALTER TABLE todos ADD COLUMN done int;")
                .commit("application");
    }

    /** Puts that value into the Secret that the application reads. */
    public void stripeKey(String value) {
        resources().secret("shop-env", Map.of("TODO_DB_PASSWORD", "sentinel-todo-7a", "STRIPE_KEY", value));
    }

    public StaticShop hosts() {
        return shop.hosts();
    }

    public Resources resources() {
        return shop.resources();
    }

    public GitRepository repository() {
        return shop.repository();
    }

    public SimulatedRegistry registry() {
        return shop.registry();
    }

    public TestDatabase database() {
        return database;
    }

    /** The builds on the builder. */
    public SimulatedBuilds builder() {
        return hosts().host("builder-1").builds();
    }

    /** The values of STRIPE_KEY that were to be set in Encore, in that order. */
    public List<String> brought() {
        return builder().orders().stream()
                .filter(order -> order.files()
                        .getOrDefault("pushes/0000-STRIPE_KEY.sh", "")
                        .contains("'encore' 'secret' 'set' '--type' 'local,preview' 'STRIPE_KEY'"))
                .map(order -> String.valueOf(order.files().get("pushes/0000-STRIPE_KEY")))
                .toList();
    }

    /** What the registry has under that tag of a service, as a host runs it. */
    public String pinned(String service, String tag) {
        return registry().authority() + "/acme/" + service + "@"
                + shop.digest(service, tag).orElseThrow();
    }

    /** What runs on app-1. */
    public List<String> running() {
        return hosts().host("app-1").engine().containers().stream()
                .filter(SimulatedContainer::running)
                .map(SimulatedContainer::reference)
                .sorted()
                .toList();
    }

    /** The migrations that the database has, in the order in which they ran. */
    public List<String> applied() {
        return database.rows("SELECT id FROM stagecraft_migrations WHERE state = 'done' ORDER BY started_at");
    }

    /** Applies that version, and waits until it serves. */
    public Stagecraft release(String version) {
        resources().apply(manifest(version));
        return resources().await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
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
                  envFrom: [{secretRef: {name: shop-env}}]
                  backend:
                    provider: encore-ts
                    services: [api, worker]
                    providers:
                      encore-ts:
                        app: ./backend
                        telemetry: false
                        databases: {todo: {host: "db:5432", username: todo, database: main, password: {env: TODO_DB_PASSWORD}}}
                        services: {worker: {services: [jobs]}}
                  build: {executor: host, role: builder}
                  compose:
                    inline: |
                      services:
                        api: {image: "%1$s/acme/api"}
                        worker: {image: "%1$s/acme/worker"}
                  services:
                    api: {role: app, health: {path: /healthz, port: 8080}}
                    worker: {role: app}
                  databases:
                    main:
                      connection: {secretRef: {name: shop-db}}
                      migrations: {engine: raw, strategy: pre_deploy}
                  cloud: {provider: static, providers: {static: %4$s}}
                  hosts: [{name: app, role: app, count: 1}, {name: builder, role: builder, count: 1}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                """.formatted(registry().authority(), version, shop.server().url("shop/.git"), hosts().staticConfig());
    }

    @Override
    public void close() {
        shop.close();
    }
}
