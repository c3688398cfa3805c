package dev.stagecraft.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.cluster.fabric8.FabricJobs;
import dev.stagecraft.cluster.fabric8.FabricReferences;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator with the token of the service account that {@code deploy/} installs, and no right beyond. */
@Timeout(180)
class InstalledRightsIT {
    private static final String HOME = "stagecraft-system";
    private static final String ACCOUNT = "stagecraft-operator";
    private static final Set<String> RIGHTS = Set.of("ServiceAccount", "ClusterRole", "Role", "RoleBinding");

    private final KubernetesClient admin = SharedControlPlane.client();
    private final OperatorStage stage = OperatorStage.dark(
            "rights", Map.of("STAGECRAFT_LEADER_ELECTION", "true", "STAGECRAFT_LEASE_NAMESPACE", HOME));

    @BeforeEach
    void install() {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(HOME)
                        .endMetadata()
                        .build())
                .serverSideApply();
        base().filter(object -> RIGHTS.contains(object.path("kind").asText())).forEach(this::apply);
    }

    @AfterEach
    void close() {
        stage.close();
        admin.rbac().clusterRoleBindings().withName(ACCOUNT).delete();
        admin.namespaces().withName(HOME).delete();
        Awaitility.await("the namespace is gone")
                .until(() -> admin.namespaces().withName(HOME).get() == null);
    }

    private static Stream<JsonNode> base() {
        return DeployTree.files().stream()
                .filter(file -> file.startsWith(DeployTree.ROOT.resolve("base")))
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(file -> DeployTree.documents(file).stream());
    }

    /** As kustomize does: what has no namespace of its own lives in the operator's. */
    private void apply(JsonNode object) {
        var resource = admin.resource(object.toString());
        if (object.path("kind").asText().startsWith("Cluster")) {
            resource.serverSideApply();
        } else {
            resource.inNamespace(object.at("/metadata/namespace").asText(HOME)).serverSideApply();
        }
    }

    private Config token() {
        var issued = admin.serviceAccounts()
                .inNamespace(HOME)
                .withName(ACCOUNT)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build());
        var all = SharedControlPlane.get().config();
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(all.getMasterUrl())
                .withCaCertData(all.getCaCertData())
                .withCaCertFile(all.getCaCertFile())
                .withOauthToken(issued.getStatus().getToken())
                .build();
    }

    private Optional<String> allowedInTheNamespace() {
        var namespace = stage.resources().namespace();
        admin.namespaces()
                .withName(namespace)
                .edit(found -> new NamespaceBuilder(found)
                        .editMetadata()
                        .addToAnnotations("stagecraft.dev/allow-host-access", "devices")
                        .endMetadata()
                        .build());
        try (var client = new KubernetesClientBuilder().withConfig(token()).build()) {
            return new FabricReferences(client).namespaceAnnotation(namespace, "stagecraft.dev/allow-host-access");
        }
    }

    private void lifeOfAResource() {
        stage.start(token());
        stage.release(stage.manifest("v1").count(1));
        stage.release(stage.manifest("v2").count(2));
        stage.resources()
                .apply(stage.manifest("v2")
                        .count(2)
                        .with("  deletionPolicy: Delete")
                        .yaml());
        stage.resources().delete("shop");

        assertEquals(Optional.of("devices"), allowedInTheNamespace());
        assertEquals(2, stage.creates());
        assertEquals(List.of(), stage.droplets());
        assertFalse(
                admin.resources(io.fabric8.kubernetes.api.model.events.v1.Event.class)
                        .inNamespace(stage.resources().namespace())
                        .list()
                        .getItems()
                        .isEmpty(),
                "what happened is told");
    }

    @Test
    void releaseAnotherHostAndDeletionNeedNoRightBeyondTheInstalledOnes() {
        base().filter(object -> object.path("kind").asText().equals("ClusterRoleBinding"))
                .forEach(this::apply);

        lifeOfAResource();
    }

    @Test
    void buildsInTheClusterNeedNoRightBeyondTheInstalledOnes() {
        base().filter(object -> object.path("kind").asText().equals("ClusterRoleBinding"))
                .forEach(this::apply);
        var namespace = stage.resources().namespace();
        stage.resources().apply(stage.manifest("v1").yaml());
        var owner = admin.resources(Stagecraft.class)
                .inNamespace(namespace)
                .withName("shop")
                .get();
        var resource = new ResourceRef(namespace, "shop", owner.getMetadata().getUid());
        var job = new JobBuilder()
                .withNewMetadata()
                .withName("build")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("build")
                .withImage("registry.example.com/build")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(token()).build()) {
            var jobs = new FabricJobs(client);

            jobs.start(resource, job, Map.of("input", Secret.of("value")));
            admin.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withName("build")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"suspend\": true}}");
            jobs.start(resource, job, Map.of("input", Secret.of("another")));
            var seen = Awaitility.await("the pod is there")
                    .until(
                            () -> jobs.find(resource, "build").orElseThrow(),
                            now -> !now.pods().isEmpty());
            assertEquals(
                    List.of(),
                    jobs.logTail(resource, seen.pods().getFirst().getMetadata().getName(), "build"));
            jobs.delete(resource, "build");
        }

        Awaitility.await("all of it is gone")
                .until(() ->
                        admin.pods().inNamespace(namespace).list().getItems().isEmpty()
                                && admin.secrets()
                                                .inNamespace(namespace)
                                                .withName("build")
                                                .get()
                                        == null);
    }

    @Test
    void norDoTheyWhereTheOperatorSeesOneNamespaceOnly() {
        base().filter(object -> object.path("kind").asText().equals("ClusterRoleBinding"))
                .filter(object -> !object.at("/metadata/name").asText().equals(ACCOUNT))
                .forEach(this::apply);
        DeployTree.documents(DeployTree.ROOT.resolve("namespaced/role-binding.yaml"))
                .forEach(binding -> admin.resource(binding.toString()
                                .replace(
                                        "\"namespace\":\"shop\"",
                                        "\"namespace\":\"" + stage.resources().namespace() + "\""))
                        .inNamespace(stage.resources().namespace())
                        .serverSideApply());

        lifeOfAResource();
    }
}
