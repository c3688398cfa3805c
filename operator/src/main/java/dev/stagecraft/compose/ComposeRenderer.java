package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@link ComposeFile} to the text that a host's Compose reads. */
public final class ComposeRenderer {
    /** Holds the UID of the resource that the container belongs to. */
    public static final String OWNER_LABEL = "dev.stagecraft.owner";

    /** Holds the service hash; the same hash means the container can stay. */
    public static final String HASH_LABEL = "dev.stagecraft.service-hash";

    private ComposeRenderer() {}

    /**
     * The file with pinned images and our labels, without {@code build} (images come from the registry) and without {@code name}
     * (the operator names the Compose project, and Compose 1.29 does not know the key).
     *
     * @throws IllegalArgumentException when a service of the file has no image in the request
     */
    public static RenderedCompose render(ComposeFile file, RenderRequest request) {
        ObjectNode tree = file.tree();
        tree.remove("name");
        ObjectNode services = tree.withObjectProperty("services");
        Map<String, String> hashes = new LinkedHashMap<>();
        for (ServiceDefinition service : file.services()) {
            ObjectNode definition = definition(service, request);
            String fingerprint = request.environmentFingerprints().getOrDefault(service.name(), "");
            String hash = ServiceHash.of(file, new ServiceDefinition(service.name(), definition), fingerprint);
            Labels.set(definition, HASH_LABEL, Dollars.doubled(hash));
            services.set(service.name(), definition);
            hashes.put(service.name(), hash);
        }
        return new RenderedCompose(YamlWriter.write(tree), hashes);
    }

    private static ObjectNode definition(ServiceDefinition service, RenderRequest request) {
        String image = Optional.ofNullable(request.images().get(service.name()))
                .orElseThrow(
                        () -> new IllegalArgumentException("No image was given for the service " + service.name()));
        ObjectNode definition = service.definition();
        definition.remove("build");
        definition.put("image", Dollars.doubled(image));
        Map<String, String> labels = new TreeMap<>(request.labels().getOrDefault(service.name(), Map.of()));
        labels.put(OWNER_LABEL, request.owner());
        labels.forEach((name, value) -> Labels.set(definition, name, Dollars.doubled(value)));
        return definition;
    }
}
