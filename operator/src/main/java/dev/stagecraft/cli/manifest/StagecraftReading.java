package dev.stagecraft.cli.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Documents as the resources that they would become. */
public final class StagecraftReading {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ResourceDefinitions definitions;

    public StagecraftReading(ResourceDefinitions definitions) {
        this.definitions = definitions;
    }

    /**
     * The resource, new and never looked at, with a UID that follows from its name; empty where the document is too far from one,
     * of which the schema says more.
     *
     * @param namespace for one that names none
     * @param without paths of fields that are left out, as they cannot be read
     */
    public Optional<Stagecraft> read(Manifest manifest, String namespace, Collection<String> without) {
        if (!(definitions.defaulted(manifest) instanceof ObjectNode tree)) {
            return Optional.empty();
        }
        tree.remove("status");
        without.forEach(path -> remove(tree, path));
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

    /** An entry of a list is left where it is, as those after it would get its place. */
    private static void remove(ObjectNode tree, String path) {
        var pointer = JsonPointer.compile("/" + path.replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"));
        if (tree.at(pointer.head()) instanceof ObjectNode parent) {
            parent.remove(pointer.last().getMatchingProperty());
        }
    }
}
