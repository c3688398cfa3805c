package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Promtool;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a live operator says of itself over HTTP, after a release that went well and one that did not. */
@Timeout(120)
class EndpointsIT {
    private final OperatorStage stage = OperatorStage.lit("endpoints");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        stage.close();
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(stage.address().resolve(path)).build(), BodyHandlers.ofString());
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void assertShown(String metrics, String... lines) {
        for (var line : lines) {
            assertTrue(metrics.lines().anyMatch(shown -> shown.matches(line)), () -> line + " is not in\n" + metrics);
        }
    }

    @Test
    void liveOperatorIsWellAndItsMetricsTellWhatHappened() throws Exception {
        Awaitility.await().until(() -> get("/readyz").statusCode() == 200);
        assertEquals("[+] started\n[+] watches\n", get("/readyz").body());
        assertEquals(200, get("/livez").statusCode());

        stage.release(stage.manifest("v1"));
        stage.resources()
                .apply(stage.manifest("broken")
                        .with("  rollout: {healthTimeout: 1s}")
                        .yaml());
        stage.resources().awaitCondition("shop", "Ready", "False", "RolledBack");

        var namespace = stage.resources().namespace();
        var metrics = get("/metrics").body();
        assertShown(
                metrics,
                "stagecraft_releases_total\\{.*result=\"succeeded\".*} 2.0",
                "stagecraft_releases_total\\{.*result=\"failed\".*} 1.0",
                "stagecraft_release_duration_seconds_count\\{.*result=\"succeeded\".*} [1-9].*",
                "stagecraft_phase_duration_seconds_count\\{.*phase=\"rollout\".*} [1-9].*",
                "stagecraft_resource_info\\{.*namespace=\"" + namespace + "\".*} 1(\\.0)?",
                "stagecraft_hosts\\{state=\"ready\"} 2.0",
                "stagecraft_cloud_requests_total\\{.*code=\"202\".*} 2.0",
                "jvm_memory_used_bytes\\{.*",
                "stagecraft_josdk_reconciliations_.*");
        assertFalse(metrics.contains(OperatorStage.PASSWORD));
        if (Promtool.present()) {
            assertEquals(new Promtool.Ended(0, ""), Promtool.run(metrics, "check", "metrics"));
        }
        assertEquals(
                List.of(),
                metrics.lines()
                        .filter(line -> line.startsWith("stagecraft_resource_info{"))
                        .skip(1)
                        .toList(),
                "one info series a resource");
    }
}
