package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fault that nobody foresaw is said in the status, once, while the operator goes on trying. */
@Timeout(120)
class FaultIT {
    private static final Pattern RETRIES =
            Pattern.compile("(?m)^stagecraft_josdk_reconciliations_retries_total\\S* (\\S+)$");

    private final OperatorStage stage = OperatorStage.lit("fault");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private double retries() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var scraped = client.send(
                    HttpRequest.newBuilder(stage.address().resolve("/metrics")).build(), BodyHandlers.ofString());
            return RETRIES.matcher(scraped.body())
                    .results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum();
        }
    }

    @Test
    void whatTheApiServerRefusesIsSaidInItsOwnWordsAndOnce() throws IOException, InterruptedException {
        // Given a Secret of the operator's that somebody has made immutable
        resources.apply(stage.manifest("v1").count(1).with("  suspend: true").yaml());
        resources.awaitCondition("shop", "Ready", "False", "Suspended");
        var identity = SharedControlPlane.client()
                .secrets()
                .inNamespace(resources.namespace())
                .withName("stc-shop");
        identity.edit(found -> new SecretBuilder(found).withImmutable(true).build());

        // When a host is added, whose key cannot be kept
        resources.apply(stage.manifest("v1").count(2).with("  suspend: true").yaml());
        var failing = resources.await(
                "shop",
                "the fault",
                found -> Resources.condition(found, "Ready").getReason().equals("ApiServerError"));

        // Then the API server's words are there, and trying again writes nothing
        var message = Resources.message(failing, "Ready");
        assertTrue(message.contains("code 422") && message.contains("immutable"), message);
        assertEquals("True", Resources.condition(failing, "Reconciling").getStatus());
        assertTrue(
                failing.getStatus().observedGeneration() < failing.getMetadata().getGeneration());
        var before = retries();
        Awaitility.await().until(() -> retries() >= before + 3);
        assertEquals(
                failing.getMetadata().getResourceVersion(),
                resources.get("shop").getMetadata().getResourceVersion());

        // When the fault is gone, then so are the words
        identity.delete();
        resources.awaitCondition("shop", "Ready", "False", "Suspended");
    }
}
