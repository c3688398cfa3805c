package dev.stagecraft.cluster.fabric8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Resources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The resources over the client. */
public final class FabricResources implements Resources {
    private static final String FIELD_MANAGER = "stagecraft-cli";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    public FabricResources(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Stagecraft> find(String namespace, String name) {
        return Optional.ofNullable(at(namespace, name).get());
    }

    @Override
    public List<Stagecraft> list(String namespace) {
        return client.resources(Stagecraft.class).inNamespace(namespace).list().getItems().stream()
                .sorted(Comparator.comparing(resource -> resource.getMetadata().getName()))
                .toList();
    }

    @Override
    public List<Stagecraft> listAll() {
        return client.resources(Stagecraft.class).inAnyNamespace().list().getItems().stream()
                .sorted(Comparator.comparing(
                                (Stagecraft resource) -> resource.getMetadata().getNamespace())
                        .thenComparing(resource -> resource.getMetadata().getName()))
                .toList();
    }

    @Override
    public Stagecraft mergeSpec(String namespace, String name, JsonNode spec, boolean dryRun) {
        return merge(namespace, name, JSON.createObjectNode().set("spec", spec), dryRun);
    }

    @Override
    public Stagecraft annotate(
            String namespace, String name, Map<String, @Nullable String> annotations, boolean dryRun) {
        var patch = JSON.createObjectNode();
        patch.putObject("metadata").set("annotations", JSON.valueToTree(annotations));
        return merge(namespace, name, patch, dryRun);
    }

    private Stagecraft merge(String namespace, String name, JsonNode patch, boolean dryRun) {
        var context =
                new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withFieldManager(FIELD_MANAGER);
        if (dryRun) {
            context.withDryRun(List.of("All"));
        }
        return at(namespace, name).patch(context.build(), patch.toString());
    }

    @Override
    public JsonNode apply(String namespace, JsonNode manifest, boolean dryRun) {
        var object = client.getKubernetesSerialization().convertValue(manifest, GenericKubernetesResource.class);
        var given = Optional.ofNullable(object.getMetadata().getNamespace()).orElse(namespace);
        object.getMetadata().setNamespace(given);
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FIELD_MANAGER)
                .withForce(dryRun);
        if (dryRun) {
            context.withDryRun(List.of("All"));
        }
        return JSON.valueToTree(client.resource(object).inNamespace(given).patch(context.build()));
    }

    @Override
    public boolean delete(String namespace, String name, boolean dryRun) {
        return !at(namespace, name).dryRun(dryRun).delete().isEmpty();
    }

    @Override
    public Watching watch(String namespace, String name, Consumer<Optional<Stagecraft>> changed) {
        var informer = at(namespace, name).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Stagecraft now) {
                changed.accept(Optional.of(now));
            }

            @Override
            public void onUpdate(Stagecraft before, Stagecraft now) {
                changed.accept(Optional.of(now));
            }

            @Override
            public void onDelete(Stagecraft last, boolean unknown) {
                changed.accept(Optional.empty());
            }
        });
        return informer::close;
    }

    private Resource<Stagecraft> at(String namespace, String name) {
        return client.resources(Stagecraft.class).inNamespace(namespace).withName(name);
    }
}
