package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.EncoreShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedBuilds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An application with Encore.ts from its commit to containers by digest. Encore's command line is a stand-in that builds by the
 * Dockerfile of the application; the database is a real PostgreSQL.
 */
@Timeout(180)
class EncoreIT {
    private final EncoreShop stage;
    private final Resources resources;

    EncoreIT(@TempDir Path directory) {
        stage = new EncoreShop(directory);
        resources = stage.resources();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anApplicationIsBuiltPushedMigratedAndRunByDigest() throws Exception {
        stage.builder().install("encore");
        var first = stage.release("v1");

        assertEquals(
                Map.of("build", "completed", "push", "completed", "migrate_pre", "completed", "rollout", "completed"),
                phases(first, "build", "push", "migrate_pre", "rollout"));
        assertEquals(List.of(stage.pinned("api", "v1"), stage.pinned("worker", "v1")), stage.running());
        assertEquals(List.of("1_create.up", "2_fill.up", "10_more.up"), stage.applied());
        assertEquals(List.of("1 first"), stage.database().rows("SELECT id, note FROM todos"));
        assertEquals(2, stage.builder().begun());

        // A commit with another migration and other sources
        stage.repository()
                .write("backend/todo/migrations/11_last.up.sql", "INSERT INTO todos VALUES (2, 'second', 0);")
                .write("backend/todo/more.ts", "export const changed = true;\n")
                .commit("second");
        var api = stage.pinned("api", "v1");
        stage.release("v2");

        assertEquals(4, stage.applied().size());
        assertNotEquals(api, stage.pinned("api", "v2"));
        assertEquals(List.of(stage.pinned("api", "v2"), stage.pinned("worker", "v2")), stage.running());

        // Nothing changed but the version
        stage.release("v3");
        assertEquals(4, stage.builder().begun());
        assertEquals(4, stage.applied().size());
        assertEquals(stage.pinned("api", "v2"), stage.pinned("api", "v3"));
    }

    @Test
    void theBuilderGetsTheConfigurationTheLoginAndNoTelemetryButNoSecretOfTheApplication() throws Exception {
        stage.builder().install("encore");
        stage.release("v1");

        var worker = stage.builder().orders().stream()
                .filter(order -> order.command().getLast().contains("/worker:"))
                .findFirst()
                .orElseThrow();
        var words = String.join(" ", worker.command());
        assertTrue(words.contains("/encore.sh encore build docker --push --config /var/lib/stagecraft/"), words);
        assertTrue(words.contains(" --arch amd64 --services=jobs "), words);
        var infra = new ObjectMapper().readTree(worker.files().getOrDefault("files/infra.config.json", ""));
        assertEquals("prod", infra.at("/metadata/env_name").asText());
        assertEquals("db:5432", infra.at("/sql_servers/0/host").asText());
        assertEquals(
                "TODO_DB_PASSWORD",
                infra.at("/sql_servers/0/databases/todo/password/$env").asText());
        assertEquals("STRIPE_KEY", infra.at("/secrets/STRIPE_KEY/$env").asText());
        assertTrue(worker.files().getOrDefault("env.sh", "").contains("export DISABLE_ENCORE_TELEMETRY='1'"));
        assertTrue(worker.files()
                .getOrDefault("docker/config.json", "")
                .contains(stage.registry().authority()));
        for (SimulatedBuilds.Order order : stage.builder().orders()) {
            assertFalse(
                    order.toString().contains(EncoreShop.STRIPE_KEY),
                    "a secret of the application went to the builder");
        }
    }

    @Test
    void aBuilderWithoutTheCommandLineIsToldBeforeAnythingStarts() {
        resources.apply(stage.manifest("v1"));
        var failed = resources.awaitCondition("shop", "Stalled", "True", "ProviderNotAvailable");

        var message = Resources.message(failed, "Released");
        assertTrue(message.contains("builder-1") && message.contains("program"), message);
        assertEquals(0, stage.builder().begun());
        assertEquals(List.of(), stage.builder().orders());
        var host = stage.hosts().host("app-1");
        assertEquals(
                List.of(),
                host.journal().mutations().stream()
                        .filter(words -> !words.contains("/var/lib/stagecraft/shop-prod/owner.json"))
                        .toList(),
                "only whose project it is was written");
        assertEquals(List.of(), host.engine().containers());
        assertEquals(List.of(), stage.database().rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));

        stage.builder().install("encore");
        resources.annotate("shop", "retry", "once");
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
    }

    @Test
    void secretsOfTheListedTypesAreBroughtToEncoreBeforeTheBuildAndAgainWhenTheyChange() {
        stage.builder().install("encore");
        stage.builder().logOut(true);
        var without = stage.manifest("v1");
        var manifest = without.replace("telemetry: false", "secrets: {types: [local, preview]}");
        resources.apply(manifest);

        var failed = resources.awaitCondition("shop", "Stalled", "True", "SecretSyncFailed");
        var message = Resources.message(failed, "Released");
        assertTrue(message.contains("not logged in") && message.contains("STRIPE_KEY"), message);
        assertFalse(message.contains(EncoreShop.STRIPE_KEY), message);
        assertEquals(List.of(), stage.running());

        stage.builder().logOut(false);
        resources.annotate("shop", "retry", "once");
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
        assertEquals(EncoreShop.STRIPE_KEY, stage.brought().getLast());
        var brought = stage.brought().size();

        // Nothing changed but the version
        resources.apply(manifest.replace("version: v1", "version: v2"));
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(brought, stage.brought().size());

        stage.stripeKey("sentinel-stripe-8b");
        resources.annotate("shop", "reconcile", "changed");
        resources.await("shop", "it was brought", found -> stage.brought().size() > brought);
        assertEquals("sentinel-stripe-8b", stage.brought().getLast());
        assertEquals(brought + 1, stage.brought().size());
        for (var line : stage.hosts().host("builder-1").journal().lines()) {
            assertFalse(line.contains("sentinel-stripe"), "a secret is among the words of a command");
        }
    }

    @Test
    void onlyWhoCanBringSecretsIsAskedTo() {
        resources.apply(stage.manifest("v1")
                .replace("telemetry: false", "secrets: {types: [local]}")
                .replace("build: {executor: host, role: builder}", "build: {executor: job}"));

        var refused = resources.awaitCondition("shop", "Accepted", "False", "ProviderNotAvailable");

        assertTrue(
                Resources.message(refused, "Accepted")
                        .contains("spec.backend.providers.encore-ts: secrets are brought"),
                Resources.message(refused, "Accepted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app: ./backend|app: ./frontend|InvalidProject|spec.backend.providers.encore-ts.app: This is no application of Encore.",
                "telemetry: false|colour: red|InvalidConfig|spec.backend.providers.encore-ts.colour: ",
                "telemetry: false|arch: arm64|InvalidConfig|spec.backend.providers.encore-ts.arch: This says arm64"
            })
    void whatDoesNotFitIsToldWithItsPath(String written, String other, String reason, String message) {
        stage.builder().install("encore");
        var manifest = stage.manifest("v1");
        assertTrue(manifest.contains(written));
        resources.apply(manifest.replace(written, other));

        var refused = resources.awaitCondition("shop", "Accepted", "False", reason);

        assertTrue(Resources.message(refused, "Accepted").contains(message), Resources.message(refused, "Accepted"));
        assertEquals(List.of(), resources.releases());
        assertEquals(List.of(), stage.hosts().host("builder-1").journal().entries());
        resources.apply(manifest);
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
    }

    private static Map<String, String> phases(Stagecraft resource, String... names) {
        var all = Resources.phases(Resources.latest(resource));
        all.keySet().retainAll(List.of(names));
        return all;
    }
}
