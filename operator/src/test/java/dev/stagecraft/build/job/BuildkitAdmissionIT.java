package dev.stagecraft.build.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The daemon of {@code deploy/buildkit} in the real API server, in a namespace with the labels that it brings. */
@Timeout(120)
class BuildkitAdmissionIT {
    private static final Path DEPLOY =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("deploy/buildkit");

    private final KubernetesClient client = SharedControlPlane.client();

    @Test
    void itsNamespaceTakesItsObjectsAndItsPod() throws IOException {
        var namespace = Namespaces.create(
                client, "buildkit", read("namespace.yaml").getMetadata().getLabels());

        for (var file : new String[] {"config.yaml", "service.yaml", "network-policy.yaml", "deployment.yaml"}) {
            var object = read(file);
            object.getMetadata().setNamespace(namespace);
            client.resource(object).inNamespace(namespace).create();
        }

        assertEquals(
                "buildkitd",
                client.resource(pod(namespace)).create().getMetadata().getName());
    }

    @Test
    void noStricterStandardTakesIt() throws IOException {
        var namespace = Namespaces.create(client, "buildkit", Map.of("pod-security.kubernetes.io/enforce", "baseline"));

        var refused = assertThrows(
                KubernetesClientException.class,
                () -> client.resource(pod(namespace)).create());

        assertTrue(String.valueOf(refused.getMessage()).contains("seccompProfile"), refused::getMessage);
    }

    /** As the controllers make it of the Deployment. */
    private Pod pod(String namespace) throws IOException {
        var template = ((Deployment) read("deployment.yaml")).getSpec().getTemplate();
        return new PodBuilder()
                .withNewMetadata()
                .withName("buildkitd")
                .withNamespace(namespace)
                .withLabels(template.getMetadata().getLabels())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    private HasMetadata read(String file) throws IOException {
        return (HasMetadata) client.getKubernetesSerialization().unmarshal(Files.readString(DEPLOY.resolve(file)));
    }
}
