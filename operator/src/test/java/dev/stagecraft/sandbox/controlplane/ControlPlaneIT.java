package dev.stagecraft.sandbox.controlplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ControlPlaneIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String WIDGET_CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.sandbox.stagecraft.dev}
            spec:
              group: sandbox.stagecraft.dev
              scope: Namespaced
              names: {kind: Widget, plural: widgets, singular: widget}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object}}
            """;

    private static final ControlPlane plane = SharedControlPlane.get();
    private final KubernetesClient client = plane.client();

    @Test
    void kubectlWorksWithTheKubeconfigThatIsWritten() throws Exception {
        var kubectl = Kubectl.of(plane.kubeconfig());

        var result = kubectl.run("get", "namespaces", "-o", "name");

        assertEquals(0, result.exitCode(), result::output);
        assertTrue(result.output().contains("namespace/default\n"), result::output);
    }

    @Test
    void whoHasNoRightsIsRefused() {
        var namespace = Namespaces.create(client, "rbac");
        try (var nobody = plane.clientAs("nobody")) {
            var refused = assertThrows(
                    KubernetesClientException.class,
                    () -> nobody.secrets().inNamespace(namespace).list());

            assertEquals(403, refused.getCode());
        }
    }

    @Test
    void dependentsGoWithTheirOwner() {
        plane.requireControllers();
        var namespace = Namespaces.create(client, "owners");
        var owner = client.resource(configMap(namespace, "owner")).create();
        client.resource(ownedBy(owner, configMap(namespace, "dependent"))).create();

        client.resource(owner).delete();

        await().atMost(SOON).until(() -> configMapMissing(namespace, "dependent"));
    }

    @Test
    void dependentsGoWithACustomResourceWhoseKindIsNew(@TempDir Path crds) throws IOException {
        plane.requireControllers();
        // Given a kind that the garbage collector has never seen
        Files.writeString(crds.resolve("widgets.yaml"), WIDGET_CRD);
        Crds.install(client, crds);
        var namespace = Namespaces.create(client, "widgets");
        var widget = client.resource(widget(namespace)).create();
        client.resource(ownedBy(widget, configMap(namespace, "dependent"))).create();

        // When
        client.resource(widget).delete();

        // Then
        await().atMost(SOON).until(() -> configMapMissing(namespace, "dependent"));
    }

    @Test
    void aDeletedNamespaceGoesWithAllThatIsInIt() {
        plane.requireControllers();
        var namespace = Namespaces.create(client, "leaving");
        client.resource(configMap(namespace, "content")).create();

        client.namespaces().withName(namespace).delete();

        await().atMost(SOON).until(() -> client.namespaces().withName(namespace).get() == null);
    }

    @Test
    void aJobMakesItsPod() {
        plane.requireControllers();
        var namespace = Namespaces.create(client, "jobs");
        var job = new JobBuilder()
                .withNewMetadata()
                .withName("migrate")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("registry.example.com/migrate")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        client.resource(job).create();

        await().atMost(SOON)
                .until(() -> !client.pods()
                        .inNamespace(namespace)
                        .withLabel("batch.kubernetes.io/job-name", "migrate")
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @Test
    void aRestrictedNamespaceRefusesAPrivilegedPod() {
        var namespace =
                Namespaces.create(client, "restricted", Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("root")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("registry.example.com/root")
                .withNewSecurityContext()
                .withPrivileged(true)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();

        var refused = assertThrows(
                KubernetesClientException.class, () -> client.resource(pod).create());

        assertTrue(String.valueOf(refused.getMessage()).contains("violates PodSecurity"), refused::getMessage);
    }

    @Test
    void everyTestHasItsOwnNamespace() {
        assertFalse(Namespaces.create(client, "same").equals(Namespaces.create(client, "same")));
    }

    private boolean configMapMissing(String namespace, String name) {
        return client.configMaps().inNamespace(namespace).withName(name).get() == null;
    }

    private static GenericKubernetesResource widget(String namespace) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("sandbox.stagecraft.dev/v1")
                .withKind("Widget")
                .withNewMetadata()
                .withName("owner")
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private static ConfigMap configMap(String namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private static ConfigMap ownedBy(HasMetadata owner, ConfigMap dependent) {
        return dependent
                .edit()
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .build();
    }
}
