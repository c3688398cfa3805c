package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DropletShop;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that cannot work gets a condition, a reason and a sentence, and nothing is changed for it. */
@Timeout(120)
class BadInputIT {
    private final OperatorStage stage = OperatorStage.lit("badinput");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private String good() {
        return stage.manifest("v1").yaml();
    }

    /** Applies it and sees it refused: with these words, and nothing done in the cloud, on a host, or in history. */
    private void assertRefused(String yaml, String reason, List<String> words) {
        resources.apply(yaml);
        var refused = resources.awaitCondition("shop", "Accepted", "False", reason);
        var message = Resources.message(refused, "Accepted");
        words.forEach(word -> assertTrue(message.contains(word), word + " is not in: " + message));
        assertEquals(message, Resources.message(refused, "Stalled"));
        assertEquals(message, Resources.message(refused, "Ready"));
        assertEquals("Invalid", refused.getStatus().phase());
        assertEquals(0, stage.mutations());
        assertTrue(stage.droplets().isEmpty());
        assertTrue(resources.releases().isEmpty());
    }

    @Test
    void unknownServiceIsNamedWithThoseThereAre() {
        assertRefused(
                good().replace("worker: {role: app}", "wroker: {role: app}"),
                "InvalidSpec",
                List.of("spec.services.wroker", "wroker", "redis", "web", "worker"));

        resources.apply(good());
        resources.awaitReady("shop");
    }

    @Test
    void missingSecretIsNamedAndItsCreationIsNoticed() {
        SharedControlPlane.client()
                .secrets()
                .inNamespace(resources.namespace())
                .withName("shop-env")
                .delete();

        assertRefused(good(), "ReferenceNotFound", List.of("spec.envFrom[0].secretRef", "shop-env"));

        stage.password(OperatorStage.PASSWORD);
        resources.awaitReady("shop");
    }

    @Test
    void secretThatTakesTheNameOfOursIsNamed() {
        resources.secret("stc-shop", Map.of("mine", "not the operator's"));

        assertRefused(good(), "SecretTaken", List.of("Secret stc-shop", "belongs to somebody else"));
    }

    @Test
    void composeThatIsNotYamlIsRefusedWithItsLine() {
        assertRefused(
                good().replace("volumes: [data:/data]", "volumes: [data:/data"),
                "ComposeInvalid",
                List.of("spec.compose.inline", "line "));
    }

    @Test
    void cycleInDependsOnIsSpelledOut() {
        assertRefused(
                good().replace("volumes: [data:/data]", "depends_on: [web]"),
                "ComposeInvalid",
                List.of("spec.compose", "depends_on", "web", "redis"));
    }

    @Test
    void wrongTokenIsRefusedByTheCloudAndItsCorrectionIsNoticed() {
        stage.token("dop_v1_wrong");

        assertRefused(good(), "CloudUnauthorized", List.of("spec.cloud.providers.digitalocean", "token"));

        stage.token(DropletShop.TOKEN);
        resources.awaitReady("shop");
    }

    @Test
    void imageThatDoesNotExistIsRefusedBeforeAnythingIsCreated() {
        assertRefused(
                good().replace("version: v1", "version: v99"),
                "ImageNotFound",
                List.of("spec.compose", "services.web.image", "acme/web", "v99"));
    }

    @Test
    void hostThatRefusesTheKeyStallsAndGoesOnAfterARetry() {
        // Given droplets that are up, but not yet in the eyes of the cloud's API
        stage.shop().cloud().weather(Weather.calm().activeAfterReads(Integer.MAX_VALUE));
        resources.apply(good());
        Awaitility.await().until(() -> stage.shop().hosts().size() == 2);
        stage.shop().hosts().values().forEach(host -> host.faults().refuseKeys(true));

        stage.shop().cloud().weather(Weather.calm());

        var stalled = resources.awaitCondition("shop", "Stalled", "True", "HostAuthRefused");
        var message = Resources.message(stalled, "Stalled");
        assertTrue(message.contains("app-"), message);
        assertTrue(message.contains("stagecraft.dev/retry"), message);
        assertTrue(stage.containers().isEmpty());
        stage.shop()
                .hosts()
                .values()
                .forEach(host -> assertEquals(0, host.journal().entries().size()));
        assertEquals(2, stage.creates());
        assertEquals(0, stage.deletes());

        stage.shop().hosts().values().forEach(host -> host.faults().refuseKeys(false));
        resources.annotate("shop", "retry", "1");
        resources.awaitReady("shop");
        assertEquals(2, stage.creates());
        assertEquals(
                Set.of(1L, 2L),
                resources.releases().stream()
                        .map(release -> release.getSpec().revision())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec.network.provider | network: {provider: tailscale, providers: {tailscale: {authKeySecretRef: {name: ts, key: authkey}}}}
            spec.drift.policy     | drift: {policy: Correct}
            """)
    void fieldThatIsNotImplementedIsRefusedByItsPath(String path, String line) {
        assertRefused(stage.manifest("v1").with("  " + line).yaml(), "NotImplemented", List.of(path));
    }
}
