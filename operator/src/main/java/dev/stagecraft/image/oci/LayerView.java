package dev.stagecraft.image.oci;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What matters of one layer.
 *
 * @param nodes what it puts, by path; of two entries with one name the later counts, as when a layer is unpacked
 * @param implied directories that have no entry, or none yet, and are there because of what is in them
 * @param whiteouts paths that it takes away from the layers below
 * @param opaque directories of which nothing below shows through
 */
record LayerView(Map<String, Node> nodes, Set<String> implied, Set<String> whiteouts, Set<String> opaque) {
    static LayerView empty() {
        return new LayerView(new HashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    int size() {
        return nodes.size() + implied.size() + whiteouts.size() + opaque.size();
    }
}
