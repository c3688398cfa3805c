package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an alias stands for.
 *
 * @param size how many nodes every copy adds
 */
record AnchoredNode(JsonNode node, int size) {
    /** Levels, the node itself included. */
    int height() {
        return heightOf(node);
    }

    private static int heightOf(JsonNode node) {
        if (MergeMark.of(node).orElse(null) instanceof MergeMark.Instead(JsonNode value)) {
            return heightOf(value);
        }
        return 1 + node.valueStream().mapToInt(AnchoredNode::heightOf).max().orElse(0);
    }
}
