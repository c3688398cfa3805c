package dev.stagecraft.cli.status;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.ReleaseDatabase;
import dev.stagecraft.api.v1alpha1.ReleaseEnv;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.api.v1alpha1.ReleaseMigration;
import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.ReleaseStatus;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.api.v1alpha1.SourceStatus;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code releases} shows of release objects and statuses as the operator writes them, and what it ends with. */
@Timeout(120)
class ReleasesIT {
    private static final String FIRST = "rel-20261120-080000000";
    private static final String SECOND = "rel-20261123-115000000";
    private static final String THIRD = "rel-20261123-115500000";
    private static final String SENTINEL = "sentinel-71c2";
    private static final String PLAN = "sha256:" + "1f0c2d3e4b5a6978".repeat(4);

    @TempDir
    Path directory;

    private StatusStage stage;

    @BeforeEach
    void threeReleases() {
        stage = new StatusStage(directory);
        stage.resource("shop");
        stage.release("shop", FIRST, first(1, "Deploy", "", "sha256:i1"), status("Succeeded", "", List.of()), env("a"));
        var failed = new ReleaseHook(
                "warm-up",
                "Failed",
                3,
                Instant.parse("2026-11-23T11:52:00Z"),
                Instant.parse("2026-11-23T11:52:02Z"),
                "cache.local: connection refused");
        stage.release(
                "shop",
                SECOND,
                second(),
                status("Failed", "app-1: web did not become healthy in 2m0s", List.of(failed)),
                Map.of("LOG_LEVEL", "info", "PASSWORD", SENTINEL + "b", "URL", SENTINEL));
        stage.release(
                "shop", THIRD, first(3, "Rollback", FIRST, "sha256:i1"), status("Succeeded", "", List.of()), env("a"));
        stage.status("shop", "rolled-back");
    }

    private static Map<String, String> env(String password) {
        return Map.of("LOG_LEVEL", "info", "PASSWORD", SENTINEL + password, "OLD", SENTINEL);
    }

    private static ReleaseSpec first(long revision, String type, String rollbackOf, String inputsHash) {
        var compose = """
                name: shop-prod
                services:
                  web:
                    image: registry.example.com/acme/web@sha256:%s
                    environment: {LOG_LEVEL: "${LOG_LEVEL}", PASSWORD: "${PASSWORD}"}
                    labels: {dev.stagecraft.owner: shop, dev.stagecraft.service-hash: aa, team: shop}
                    ports: ["8080:8080"]
                  cron:
                    image: registry.example.com/acme/cron@sha256:%s
                    environment: {FEED: "%s-literal", TOKEN: "${PASSWORD}"}
                networks: {default: {driver: bridge}}
                """.formatted("a".repeat(64), "c".repeat(64), SENTINEL);
        return new ReleaseSpec(
                "shop",
                revision,
                type,
                "v1.4.2",
                "prod",
                "shop",
                revision == 1 ? "" : FIRST,
                rollbackOf,
                "sha256:s1",
                inputsHash,
                PLAN,
                null,
                new ReleaseInputs(
                        List.of("app"),
                        Map.of("app", compose),
                        Map.of(
                                "web", "registry.example.com/acme/web@sha256:" + "a".repeat(64),
                                "cron", "registry.example.com/acme/cron@sha256:" + "c".repeat(64)),
                        Map.of("web", policy("app"), "cron", policy("app")),
                        new ReleaseEnv(
                                "shop-" + FIRST + "-env", "fingerprint-1", List.of("LOG_LEVEL", "OLD", "PASSWORD")),
                        new SourceStatus("sha256:of", "v1.4.2", "1".repeat(40)),
                        List.of()));
    }

    private static ReleaseSpec second() {
        var compose = """
                name: shop-prod
                services:
                  web:
                    image: registry.example.com/acme/web@sha256:%s
                    environment: {LOG_LEVEL: "${LOG_LEVEL}", PASSWORD: "${PASSWORD}", URL: "${URL}"}
                    labels: {dev.stagecraft.owner: shop, dev.stagecraft.service-hash: bb, team: shop}
                    ports: ["8080:8080"]
                  worker:
                    image: registry.example.com/acme/worker@sha256:%s
                networks: {default: {driver: bridge}, back: {internal: true}}
                """.formatted("b".repeat(64), "d".repeat(64));
        return new ReleaseSpec(
                "shop",
                2,
                "Deploy",
                "v1.4.3",
                "prod",
                "shop",
                FIRST,
                "",
                "sha256:s2",
                "sha256:i2",
                PLAN,
                null,
                new ReleaseInputs(
                        List.of("app"),
                        Map.of("app", compose),
                        Map.of(
                                "web", "registry.example.com/acme/web@sha256:" + "b".repeat(64),
                                "worker", "registry.example.com/acme/worker@sha256:" + "d".repeat(64)),
                        Map.of("web", policy("app"), "worker", policy("app")),
                        new ReleaseEnv(
                                "shop-" + SECOND + "-env", "fingerprint-2", List.of("LOG_LEVEL", "PASSWORD", "URL")),
                        new SourceStatus("sha256:of2", "v1.4.3", "2".repeat(40)),
                        List.of()));
    }

    private static ServiceSpec policy(String role) {
        return new ServiceSpec(role, null, null, "", null, null);
    }

    private static ReleaseStatus status(String state, String message, List<ReleaseHook> hooks) {
        var start = Instant.parse("2026-11-23T11:50:00Z");
        return new ReleaseStatus(
                state,
                List.of(
                        new PhaseStatus("build", "skipped", null, null, "nothing to build"),
                        new PhaseStatus("rollout", "completed", start, start.plusSeconds(66), "")),
                start,
                start.plusSeconds(72),
                message.isEmpty() ? "" : "HealthCheckFailed",
                message,
                Map.of(
                        "main",
                        new ReleaseDatabase(
                                "014_add_index",
                                "0a1b2c",
                                List.of(new ReleaseMigration("014_add_index", "Expand")),
                                0,
                                "")),
                hooks);
    }

    @Test
    void theListHasTheNewestFirstAndMarksWhatServes() {
        stage.golden("releases-list", stage.cli().run("releases", "list"));
        stage.golden("releases-list-1", stage.cli().run("releases", "list", "shop", "--limit", "1"));
        stage.golden("releases-list-json", stage.cli().run("releases", "list", "shop", "--limit=2", "-o", "json"));
        stage.golden("releases-list-80", stage.cli().terminal(80).run("releases", "list"));
        stage.golden("releases-list-40", stage.cli().terminal(40).run("releases", "list"));
        stage.golden("releases-list-0", stage.cli().run("releases", "list", "--limit", "0"));
    }

    @Test
    void aResourceThatNothingWasReleasedOfHasAnEmptyList() {
        stage.resource("fresh");

        stage.golden("releases-list-empty", stage.cli().run("releases", "list", "fresh"));
        assertEquals(
                "{\n  \"items\" : [ ]\n}\n",
                stage.cli().run("releases", "list", "fresh", "-o", "json").out());
        stage.golden("releases-none-current", stage.cli().run("releases", "show", "current", "--name", "fresh"));
    }

    @Test
    void allOfAReleaseIsShownAndOfTheEnvironmentOnlyNames() {
        stage.golden("releases-show", stage.cli().run("releases", "show", "2"));
        stage.golden("releases-show-80", stage.cli().terminal(80).run("releases", "show", "current"));
        stage.golden("releases-show-40", stage.cli().terminal(40).run("releases", "show", "r2"));
        var yaml = stage.cli().run("releases", "show", "previous", "-o", "yaml");
        stage.golden("releases-show-yaml", yaml);
        assertFalse(yaml.text().contains(SENTINEL), yaml.text());
    }

    @Test
    void aReleaseIsNamedInManyWays() {
        assertAll(
                () -> assertEquals(FIRST, shown("1")),
                () -> assertEquals(FIRST, shown("r1")),
                () -> assertEquals(FIRST, shown(FIRST)),
                () -> assertEquals(FIRST, shown("rel-20261120")),
                () -> assertEquals(FIRST, shown("previous")),
                () -> assertEquals(THIRD, shown("current")),
                () -> stage.golden("releases-unknown", stage.cli().run("releases", "show", "7")),
                () -> stage.golden("releases-unknown-id", stage.cli().run("releases", "diff", "rel-2025")),
                () -> stage.golden("releases-ambiguous", stage.cli().run("releases", "show", "rel-20261123")));
    }

    private String shown(String asked) {
        var first = stage.cli().run("releases", "show", asked).out().lines().findFirst();
        return first.orElse("").replaceAll("^Release +(rel-[0-9-]+) .*", "$1");
    }

    @Test
    void whatChangedIsToldAndShownAsADiff() throws IOException {
        var changed = stage.cli().run("releases", "diff", "1", "2");

        stage.golden("releases-diff", changed);
        stage.documented("stagecraft releases diff 1 2", changed);
        assertEquals(2, changed.exitCode());
        stage.golden("releases-diff-80", stage.cli().terminal(80).run("releases", "diff", "1", "2"));
        stage.golden("releases-diff-json", stage.cli().run("releases", "diff", "1", "2", "-o", "json"));
    }

    @Test
    void aRollbackChangedNothingButTheReleaseItServes() {
        var same = stage.cli().run("releases", "diff", "previous");

        stage.golden("releases-diff-same", same);
        assertEquals(0, same.exitCode());
    }

    @Test
    void whoMayNotReadTheSecretsIsToldThatValuesChanged() {
        SharedControlPlane.client()
                .secrets()
                .inNamespace(stage.namespace())
                .withName("shop-" + FIRST + "-env")
                .delete();

        var result = stage.cli().run("releases", "diff", "1", "2");

        assertEquals(2, result.exitCode());
        assertTrue(
                result.out()
                        .contains("URL (added), OLD (removed), values changed; whose, only those who may read the"
                                + " releases' Secrets can see"),
                result.out());
    }

    @Test
    void whatARemovedObjectWasMadeFromIsNotComparedAndSaidToBeLost() {
        SharedControlPlane.client()
                .resources(dev.stagecraft.api.v1alpha1.StagecraftRelease.class)
                .inNamespace(stage.namespace())
                .withName("shop-" + SECOND)
                .delete();

        stage.golden("releases-diff-lost", stage.cli().run("releases", "diff", "1", "2"));
        stage.golden("releases-show-lost", stage.cli().run("releases", "show", "2"));
    }

    @Test
    void noValueAndNoEscapeCodeIsInWhatIsPiped() {
        var all = IntStream.range(0, 3)
                .mapToObj(format -> List.of("text", "json", "yaml").get(format))
                .flatMap(format -> List.of(
                        stage.cli().run("releases", "list", "-o", format),
                        stage.cli().run("releases", "show", "2", "-o", format),
                        stage.cli().run("releases", "diff", "1", "2", "-o", format),
                        stage.cli().run("status", "-o", format))
                        .stream())
                .map(CliRun.Result::text)
                .collect(Collectors.joining("\n"));

        assertFalse(all.contains(SENTINEL), "a value of the environment");
        assertFalse(all.contains("\u001b"), "an escape code");
    }

    @Test
    void releasesAloneExplainsItself() {
        assertEquals(stage.cli().run("releases", "--help"), stage.cli().run("releases"));
    }
}
