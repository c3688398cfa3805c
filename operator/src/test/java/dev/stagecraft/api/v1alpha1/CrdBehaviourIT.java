package dev.stagecraft.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.cluster.fabric8.LenientSerialization;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real API server does with resources, over the client that the operator uses. */
class CrdBehaviourIT {
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(SharedControlPlane.get().config())
            .withKubernetesSerialization(LenientSerialization.create())
            .build();
    private String namespace = "";

    @BeforeEach
    void namespace() {
        namespace = Namespaces.create(client, "crd");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aResourceIsBornNotYetObserved() {
        // When
        create("minimal");

        // Then
        JsonNode stored = new ObjectMapper()
                .valueToTree(client.genericKubernetesResources("stagecraft.dev/v1alpha1", "Stagecraft")
                        .inNamespace(namespace)
                        .withName("minimal")
                        .get());
        assertEquals("{\"observedGeneration\":-1}", stored.path("status").toString());
    }

    @Test
    void defaultsAreThoseOfTheTypes() {
        // When
        var spec = create("minimal").getSpec();

        // Then
        assertEquals(RolloutSpec.DEFAULT, spec.rollout());
        assertEquals(ApprovalSpec.DEFAULT, spec.approval());
        assertEquals(DriftSpec.DEFAULT, spec.drift());
        assertEquals(List.of(new HostSpec("app", "app", null, "", "", "", false)), spec.hosts());
        assertEquals(new SshSpec("root", 22, new KeyRef("shop-ssh", "ssh-privatekey")), spec.ssh());
    }

    @Test
    void everyFieldOfAStatusIsStoredAsItWasWritten() {
        // Given
        var resource = create("minimal");

        // When
        resource.setStatus(Samples.status());
        client.resource(resource).updateStatus();

        // Then
        assertEquals(Samples.status(), client.resource(resource).get().getStatus());
    }

    @Test
    void everyFieldOfAReleaseIsStoredAsItWasWritten() {
        // Given
        var release = client.getKubernetesSerialization()
                .<StagecraftRelease>unmarshal(sample("valid-release-full"), StagecraftRelease.class);
        release.getMetadata().setNamespace(namespace);
        var spec = release.getSpec();

        // When
        var created = client.resource(release).create();
        created.setStatus(Samples.releaseStatus());
        client.resource(created).updateStatus();

        // Then
        var stored = client.resource(created).get();
        assertEquals(spec, stored.getSpec());
        assertEquals(Samples.releaseStatus(), stored.getStatus());
    }

    @Test
    void kubectlFindsTheKindsByShortNameAndCategory() {
        // When
        var resources = client.getApiResources("stagecraft.dev/v1alpha1").getResources().stream()
                .filter(resource -> !resource.getName().contains("/"))
                .collect(Collectors.toMap(APIResource::getName, r -> r.getShortNames() + " " + r.getCategories()));

        // Then
        assertEquals(
                Map.of("stagecrafts", "[stc] [stagecraft]", "stagecraftreleases", "[stcr] [stagecraft]"), resources);
    }

    @Test
    void kubectlGetShowsWhatAPersonAsksFirst() throws Exception {
        // Given
        var resource = create("minimal");
        resource.setStatus(Samples.status());
        client.resource(resource).updateStatus();

        // When
        var table = table("stagecrafts");

        // Then
        assertEquals(
                "Name Env Version Release Phase Ready Age | Hosts Plan Message",
                columns(table, 0) + " | " + columns(table, 1));
        var cells = table.at("/rows/0/cells");
        assertEquals(
                "prod v1.4.2 rel-20261122-101500123 Deploying False",
                "%s %s %s %s %s"
                        .formatted(
                                cells.get(1).asText(),
                                cells.get(2).asText(),
                                cells.get(3).asText(),
                                cells.get(4).asText(),
                                cells.get(5).asText()));
        assertEquals("1/1", cells.get(7).asText());
        assertEquals("Rolling out.", cells.get(9).asText());
    }

    @Test
    void kubectlGetOfReleasesShowsTheHistory() throws Exception {
        // When
        var table = table("stagecraftreleases");

        // Then
        assertEquals(
                "Name Stagecraft Revision Type Version State Age | Env Rollback-Of Plan Message",
                columns(table, 0) + " | " + columns(table, 1));
    }

    private Stagecraft create(String name) {
        Stagecraft resource = client.getKubernetesSerialization().unmarshal(sample("valid-" + name), Stagecraft.class);
        resource.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
        return client.resource(resource).create();
    }

    private static String sample(String name) {
        Path file = Crd.ROOT.resolve("operator/src/test/resources/crd/" + name + ".yaml");
        return Crd.yaml(file).toString();
    }

    /** The table that the API server makes for {@code kubectl get}. */
    private JsonNode table(String plural) throws Exception {
        var uri = URI.create(
                client.getMasterUrl() + "apis/stagecraft.dev/v1alpha1/namespaces/" + namespace + "/" + plural);
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri)
                .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .build();
        var response = client.getHttpClient().sendAsync(request, String.class).get(30, TimeUnit.SECONDS);
        return new ObjectMapper().readTree(response.body());
    }

    private static String columns(JsonNode table, int priority) {
        return StreamSupport.stream(table.path("columnDefinitions").spliterator(), false)
                .filter(column -> column.path("priority").asInt() == priority)
                .map(column -> column.path("name").asText())
                .collect(Collectors.joining(" "));
    }
}
