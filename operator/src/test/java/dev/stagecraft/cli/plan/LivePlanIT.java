package dev.stagecraft.cli.plan;

import static dev.stagecraft.cli.plan.LivePlans.assertTheSame;
import static dev.stagecraft.cli.plan.LivePlans.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.ShopManifest;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a resource that a cluster has is the plan that the operator makes of it. */
@Timeout(180)
class LivePlanIT {
    private static final String ALWAYS = "  approval: {policy: Always}";

    @TempDir
    Path directory;

    private final OperatorStage stage = OperatorStage.dark("plan", Map.of());
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private CliRun command() {
        return CliRun.in(directory).cluster(resources.namespace());
    }

    private Map<String, String> replaced() {
        return Map.of(
                resources.namespace(), "NAMESPACE", stage.shop().registry().authority(), "registry.example.com");
    }

    private ShopManifest manifest(String version) {
        return stage.manifest(version).with(ALWAYS);
    }

    /** Another environment, and another definition of a service. */
    private static String changed(ShopManifest manifest) {
        return manifest.yaml()
                .replace("value: hello}]", "value: hello}, {name: TOKEN, value: sentinel-77aa}]")
                .replace("depends_on: [redis]", "depends_on: [redis]\n          stop_grace_period: 15s");
    }

    private void approved(Stagecraft waiting) {
        resources.annotate("shop", "approve", Resources.plan(waiting).id());
        resources.awaitReady("shop");
    }

    @Test
    void thePlanThatWaitsIsThePlanThatIsShown() throws IOException {
        // Given a first release that waits for an approval
        stage.start();
        resources.apply(manifest("v1").yaml());
        var first = waiting(resources);

        // Then the command shows the same
        assertTheSame(first, command().run("plan", "shop", "-o", "json"));
        command().golden("plan/live-first", command().run("plan", "shop"), replaced());

        // When it is released, then there is nothing to do
        approved(first);
        command().golden("plan/live-nothing", command().run("plan"), replaced());

        // When another version is written down, then applying it makes the plan that was shown before
        var second = changed(manifest("v2"));
        Files.writeString(directory.resolve("shop.yaml"), second);
        var before = command().run("plan", "-f", "shop.yaml", "--live", "-o", "json");
        resources.apply(second);
        var next = waiting(resources);
        assertTheSame(next, before);
        var diff = command().run("plan", "shop", "--diff");
        assertTrue(!diff.text().contains("sentinel"), diff::text);
        command().golden("plan/live-diff", diff, replaced());
        assertTheSame(next, command().run("plan", "shop", "-o", "json"));

        // When it is released and the host goes, then what is taken away is shown
        approved(next);
        Files.writeString(directory.resolve("shop.yaml"), changed(manifest("v2").count(1)));
        command().golden("plan/live-fewer", command().run("plan", "-f", "shop.yaml", "--live", "--diff"), replaced());
    }

    @Test
    void aPlanWritesNothing() {
        // Given a resource that no operator has looked at
        resources.apply(stage.manifest("v1").yaml());
        var before = everything();

        // When
        var result = command().run("plan", "shop");

        // Then
        assertEquals(2, result.exitCode(), result::text);
        assertEquals(before, everything());
        command().golden("plan/live-unseen", result, replaced());
    }

    @Test
    void aDirectoryStandsForTheCommitForMigrationsToo() throws IOException {
        // Given a database whose migrations are in a repository that nobody can reach
        var yaml = stage.manifest("v1").with("""
                          source: {git: {url: "https://127.0.0.1:1/shop.git", ref: main}}
                          databases:
                            main:
                              connection: {secretRef: {name: shop-db}}
                              migrations: {engine: raw, strategy: pre_deploy, source: {path: migrations}}
                        """).yaml() + """
                        ---
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: shop-db}
                        stringData: {url: "postgres://shop:sentinel-77bb@db.example.com/shop"}
                        """;
        Files.writeString(directory.resolve("shop.yaml"), yaml);
        var migrations = Files.createDirectories(directory.resolve("tree/migrations"));
        Files.writeString(migrations.resolve("001_items.sql"), "CREATE TABLE items (id int PRIMARY KEY);\n");

        // When
        var result = command().run("plan", "-f", "shop.yaml", "--live", "--source", "tree", "-o", "json");

        // Then they are read from there
        var files = LivePlans.only(result).path("migrations");
        assertEquals("001_items", files.path(0).path("id").asText(), result::text);
        assertTrue(!result.text().contains("sentinel"), result::text);
    }

    private List<String> everything() {
        var client = SharedControlPlane.client();
        var found = new ArrayList<String>();
        client.secrets()
                .inNamespace(resources.namespace())
                .list()
                .getItems()
                .forEach(secret -> found.add(secret.getMetadata().getName() + " "
                        + secret.getMetadata().getResourceVersion()));
        client.configMaps()
                .inNamespace(resources.namespace())
                .list()
                .getItems()
                .forEach(map -> found.add(
                        map.getMetadata().getName() + " " + map.getMetadata().getResourceVersion()));
        found.add(resources.get("shop").getMetadata().getResourceVersion());
        found.add(resources.releases().toString());
        found.sort(String::compareTo);
        return found;
    }

    @Test
    void whatKeepsAPlanFromBeingMadeIsTold() {
        resources.apply(
                stage.manifest("v1").yaml().replace("{name: do-token, key: token}", "{name: lost, key: token}"));

        command().golden("plan/live-refused", command().run("plan", "shop"), replaced());
        command().golden("plan/live-unknown", command().run("plan", "nothing"), replaced());
    }

    @Test
    void whatOnlyTheApiServerKnowsIsAskedOfIt() throws IOException {
        var faulty = stage.manifest("v1")
                .with("  rollout: {healthTimeout: 99h}\n  hooks: [{name: a, when: before, service: web, command: [a]}]")
                .yaml()
                .replace("project: {name: shop,", "project: {name: Shop,");
        Files.writeString(directory.resolve("shop.yaml"), stage.manifest("v1").yaml());
        Files.writeString(directory.resolve("faulty.yaml"), faulty);

        command().golden("validate/server", command().run("validate", "-f", "shop.yaml", "--server"), replaced());
        command()
                .golden(
                        "validate/server-faulty",
                        command().run("validate", "-f", "faulty.yaml", "--server"),
                        replaced());
        assertTrue(SharedControlPlane.client()
                .resources(Stagecraft.class)
                .inNamespace(resources.namespace())
                .list()
                .getItems()
                .isEmpty());
    }
}
