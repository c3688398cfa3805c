package dev.stagecraft.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HashMap;
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

    @Override
    public Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(FabricReferences::files);
    }

    @Override
    public Optional<String> namespaceAnnotation(String namespace, String name) {
        return Optional.ofNullable(client.namespaces().withName(namespace).get())
                .flatMap(found -> Optional.ofNullable(found.getMetadata().getAnnotations()))
                .map(annotations -> annotations.get(name));
    }

    /** The API server keeps what {@code kubectl} found not to be UTF-8 under {@code binaryData}. */
    static Map<String, Optional<String>> files(ConfigMap found) {
        var files = new HashMap<String, Optional<String>>();
        if (found.getData() != null) {
            found.getData().forEach((name, text) -> files.put(name, Optional.of(text)));
        }
        if (found.getBinaryData() != null) {
            found.getBinaryData()
                    .forEach((name, bytes) ->
                            files.put(name, text(Base64.getDecoder().decode(bytes))));
        }
        return files;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
