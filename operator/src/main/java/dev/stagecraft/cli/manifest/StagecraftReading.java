package dev.stagecraft.cli.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.Optional;
import java.util.UUID;

/** Documents as the resources that they would become. */
public final class StagecraftReading {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private StagecraftReading() {}

    /**
     * The resource, new and never looked at, with a UID that follows from its name; empty where the document is too far from one,
     * of which the schema says more.
     *
     * @param namespace for one that names none
     */
    public static Optional<Stagecraft> read(Manifest manifest, String namespace) {
        if (!(manifest.tree() instanceof ObjectNode written)) {
            return Optional.empty();
        }
        var tree = written.deepCopy();
        tree.remove("status");
        try {
            var resource = JSON.treeToValue(tree, Stagecraft.class);
            var meta = resource.getMetadata();
            if (meta == null || meta.getName() == null) {
                return Optional.empty();
            }
            meta.setNamespace(manifest.namespace(namespace));
            var identity = "stagecraft " + meta.getNamespace() + "/" + meta.getName();
            meta.setUid(UUID.nameUUIDFromBytes(identity.getBytes(UTF_8)).toString());
            meta.setGeneration(1L);
            return Optional.of(resource);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
