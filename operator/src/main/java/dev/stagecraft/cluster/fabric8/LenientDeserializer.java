package dev.stagecraft.cluster.fabric8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import dev.stagecraft.log.LogKeys;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a resource; what cannot be read is taken out at the place that the failure names, and the rest read again. Each round
 * makes the tree smaller, so it ends.
 */
final class LenientDeserializer extends DelegatingDeserializer {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(LenientDeserializer.class);

    LenientDeserializer(JsonDeserializer<?> strict) {
        super(strict);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> strict) {
        return new LenientDeserializer(strict);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = context.readTree(parser);
        var absent = new ArrayList<String>();
        while (true) {
            try (var again = new TreeTraversingParser(tree, parser.getCodec())) {
                again.nextToken();
                Object resource = super.deserialize(again, context);
                warn(tree, absent);
                return resource;
            } catch (JsonMappingException e) {
                if (!removed(tree, e.getPath())) {
                    throw e;
                }
                absent.add(field(e.getPath()));
            }
        }
    }

    /** False where the failure lies outside spec and status, which are all that is ours. */
    private static boolean removed(JsonNode tree, List<JsonMappingException.Reference> path) {
        if (path.isEmpty()
                || !List.of("spec", "status")
                        .contains(String.valueOf(path.getFirst().getFieldName()))) {
            return false;
        }
        JsonNode parent = tree;
        for (var reference : path.subList(0, path.size() - 1)) {
            parent = child(parent, reference);
        }
        return remove(parent, path.getLast());
    }

    private static JsonNode child(JsonNode parent, JsonMappingException.Reference reference) {
        return reference.getFieldName() == null
                ? parent.path(reference.getIndex())
                : parent.path(reference.getFieldName());
    }

    private static boolean remove(JsonNode parent, JsonMappingException.Reference reference) {
        return switch (parent) {
            case ObjectNode object -> object.remove(reference.getFieldName()) != null;
            case ArrayNode array -> array.remove(reference.getIndex()) != null;
            default -> false;
        };
    }

    private static String field(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .substring(1);
    }

    private static void warn(JsonNode tree, List<String> absent) {
        if (absent.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue(LogKeys.NAMESPACE, tree.at("/metadata/namespace").asText())
                .addKeyValue(LogKeys.NAME, tree.at("/metadata/name").asText())
                .addKeyValue(LogKeys.FIELD, String.join(" ", absent))
                .log("stored values have the wrong type and are read as absent");
    }
}
