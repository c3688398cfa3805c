package dev.stagecraft.cluster.fabric8;

import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads Secrets and ConfigMaps live: no informer holds the values of every tenant in memory. */
public final class FabricReferences implements References {
    private final KubernetesClient client;

    public FabricReferences(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Map<String, Secret>> secret(String namespace, String name) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(found -> found.getData() == null ? Map.<String, String>of() : found.getData())
                .map(data -> data.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Secret.of(Base64.getDecoder().decode(entry.getValue())))));
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(found -> found.getData() == null ? Map.of() : Map.copyOf(found.getData()));
    }
}
