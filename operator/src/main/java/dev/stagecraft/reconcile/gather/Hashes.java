package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.plan.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fingerprints by which "the same again" is recognised. */
final class Hashes {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Hashes() {}

    /** What a release of this would serve. */
    static String inputs(
            StagecraftSpec spec,
            String composeTree,
            String environmentFingerprint,
            String contentsFingerprint,
            Map<String, Object> migrations,
            List<Build> builds) {
        var inputs = new TreeMap<String, Object>(Map.of(
                "version",
                spec.version(),
                "registry",
                spec.project() == null ? "" : spec.project().registry(),
                "compose",
                composeTree,
                "services",
                json(spec.services()),
                "environment",
                environmentFingerprint));
        // Absent rather than empty: releases made before there were migrations stay what they are.
        if (!contentsFingerprint.isEmpty()) {
            inputs.put("contents", contentsFingerprint);
        }
        if (!migrations.isEmpty()) {
            inputs.put("migrations", migrations);
        }
        if (!builds.isEmpty()) {
            inputs.put("builds", builds.stream().map(Build::image).toList());
        }
        return CanonicalJson.hash(inputs);
    }

    /** What says how the operator works, not what is to be there: an edit of it is no change of what is wanted. */
    private static final List<String> STEERING =
            List.of("approval", "deletionPolicy", "drift", "releaseHistoryLimit", "rollbackTo", "secrets", "suspend");

    /** The spec without what only steers the operator, and what it refers to. */
    static String spec(StagecraftSpec spec, String inputsHash) {
        var tree = JSON.<ObjectNode>valueToTree(spec);
        tree.remove(STEERING);
        return CanonicalJson.hash(Map.of("spec", json(tree), "inputs", inputsHash));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(JSON.valueToTree(value), Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a spec that was read cannot be written", e);
        }
    }
}
