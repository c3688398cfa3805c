package dev.stagecraft.cluster.fabric8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.cluster.Secrets;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Secrets by merge patch: an apply would take away what an earlier one set and this one does not name. */
public final class FabricSecrets implements Secrets {
    private static final String FIELD_MANAGER = "stagecraft-cli";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;

    public FabricSecrets(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void merge(String namespace, String name, Map<String, Secret> values, Set<String> removed, boolean dryRun) {
        var at = client.secrets().inNamespace(namespace).withName(name);
        if (at.get() == null) {
            var fresh = new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(namespace)
                    .endMetadata()
                    .withType("Opaque")
                    .withData(encoded(values))
                    .build();
            client.resource(fresh).inNamespace(namespace).dryRun(dryRun).create();
        } else {
            patch(at, values, removed, dryRun);
        }
    }

    private static void patch(
            Resource<io.fabric8.kubernetes.api.model.Secret> at,
            Map<String, Secret> values,
            Set<String> removed,
            boolean dryRun) {
        var patch = JSON.createObjectNode();
        var data = patch.putObject("data");
        encoded(values).forEach(data::put);
        removed.forEach(data::putNull);
        var context =
                new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withFieldManager(FIELD_MANAGER);
        if (dryRun) {
            context.withDryRun(List.of("All"));
        }
        at.patch(context.build(), patch.toString());
    }

    private static Map<String, String> encoded(Map<String, Secret> values) {
        var encoded = new TreeMap<String, String>();
        values.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value.revealBytes())));
        return encoded;
    }
}
