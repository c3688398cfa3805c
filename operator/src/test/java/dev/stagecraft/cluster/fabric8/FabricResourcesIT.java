package dev.stagecraft.cluster.fabric8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Resources;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resources of a namespace, in a real API server. */
class FabricResourcesIT {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static Resources resources;

    private String namespace;

    @BeforeAll
    static void connect() {
        resources = new FabricResources(SharedControlPlane.client());
    }

    @BeforeEach
    void aNamespace() {
        namespace = Namespaces.create(SharedControlPlane.client(), "resources");
    }

    @Test
    void whatIsAppliedIsFoundAndListedByName() throws IOException {
        apply("web", "v1", false);
        apply("api", "v1", false);

        assertEquals("v1", version("web"));
        assertEquals(
                List.of("api", "web"),
                resources.list(namespace).stream()
                        .map(resource -> resource.getMetadata().getName())
                        .toList());
        assertEquals(Optional.empty(), resources.find(namespace, "other"));
    }

    @Test
    void thoseOfEveryNamespaceAreListedByNamespaceAndName() throws IOException {
        apply("web", "v1", false);
        apply("api", "v1", false);
        var first = namespace;
        aNamespace();
        apply("shop", "v1", false);

        var found = resources.listAll().stream()
                .map(resource -> resource.getMetadata().getNamespace() + " "
                        + resource.getMetadata().getName())
                .toList();

        assertTrue(found.containsAll(List.of(first + " api", first + " web", namespace + " shop")), found::toString);
        assertEquals(found.stream().sorted().toList(), found);
    }

    @Test
    void aDryRunIsCheckedAndChangesNothing() throws IOException {
        var answer = apply("web", "v1", true);

        assertEquals("Detect", answer.at("/spec/drift/policy").asText(), "the server's defaults are in its answer");
        assertEquals(Optional.empty(), resources.find(namespace, "web"));
        var refused = assertThrows(KubernetesClientException.class, () -> apply("web", "no good", true));
        assertTrue(String.valueOf(refused.getMessage()).contains("spec.version"), refused.getMessage());

        apply("web", "v1", false);
        assertEquals(
                "v2",
                resources
                        .mergeSpec(namespace, "web", spec("v2"), true)
                        .getSpec()
                        .version());
        resources.annotate(namespace, "web", Map.of("stagecraft.dev/retry", "1"), true);
        assertTrue(resources.delete(namespace, "web", true));
        assertEquals("v1", version("web"));
        assertEquals(Map.of(), found("web").getMetadata().getAnnotations());
    }

    @Test
    void aMergeChangesWhatItNamesAndNothingElse() throws IOException {
        apply("web", "v1", false);

        resources.mergeSpec(namespace, "web", spec("v2"), false);
        resources.annotate(namespace, "web", Map.of("stagecraft.dev/retry", "1"), false);
        resources.annotate(namespace, "web", Map.of("stagecraft.dev/reconcile", "2"), false);

        assertEquals("v2", version("web"));
        assertEquals("prod", found("web").getSpec().environment());
        assertEquals(
                Map.of("stagecraft.dev/retry", "1", "stagecraft.dev/reconcile", "2"),
                found("web").getMetadata().getAnnotations());
    }

    @Test
    void anApplyDoesNotTakeWhatIsAnothers() throws IOException {
        apply("web", "v1", false);
        resources.mergeSpec(namespace, "web", spec("v3"), false);
        var conflict = assertThrows(KubernetesClientException.class, () -> apply("web", "v4", false));

        assertEquals(409, conflict.getCode());
        assertEquals("v3", version("web"));
        assertEquals(
                "v4", apply("web", "v4", true).at("/spec/version").asText(), "a dry run asks what would come of it");
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        apply("web", "v1", false);

        assertTrue(resources.delete(namespace, "web", false));
        assertFalse(resources.delete(namespace, "web", false));
        assertEquals(Optional.empty(), resources.find(namespace, "web"));
    }

    @Test
    void aWatchTellsWhatIsThereAndEachChangeAndTheEnd() throws IOException {
        apply("web", "v1", false);
        apply("other", "v1", false);
        var seen = new CopyOnWriteArrayList<String>();
        try (var _ = resources.watch(
                namespace,
                "web",
                now -> seen.add(
                        now.map(resource -> resource.getSpec().version()).orElse("gone")))) {
            Awaitility.await().until(() -> seen.equals(List.of("v1")));
            resources.mergeSpec(namespace, "web", spec("v2"), false);
            Awaitility.await().until(() -> seen.equals(List.of("v1", "v2")));
            resources.delete(namespace, "web", false);
            Awaitility.await().until(() -> seen.getLast().equals("gone"));
        }
    }

    private Stagecraft found(String name) {
        return resources.find(namespace, name).orElseThrow();
    }

    private String version(String name) {
        return found(name).getSpec().version();
    }

    private static JsonNode spec(String version) {
        return YAML.createObjectNode().put("version", version);
    }

    private JsonNode apply(String name, String version, boolean dryRun) throws IOException {
        return resources.apply(namespace, YAML.readTree("""
                        apiVersion: stagecraft.dev/v1alpha1
                        kind: Stagecraft
                        metadata: {name: %s}
                        spec:
                          project: {name: shop}
                          environment: prod
                          version: "%s"
                          compose: {inline: "services: {}"}
                          hosts: [{name: app, role: app}]
                          ssh: {keySecretRef: {name: shop-ssh}}
                          cloud: {provider: static, providers: {static: {}}}
                        """.formatted(name, version)), dryRun);
    }
}
