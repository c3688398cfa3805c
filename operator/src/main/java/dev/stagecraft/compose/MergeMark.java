package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * How a value wants to meet the one of an earlier file: Compose's tags {@code !reset} and {@code !override}. A marked value stands
 * in the tree as a node of its own until everything is merged.
 */
sealed interface MergeMark {
    String RESET = "!reset";
    String OVERRIDE = "!override";

    /** Whatever was there goes away. */
    record Reset() implements MergeMark {}

    /** Whatever was there is replaced as a whole. */
    record Instead(JsonNode value) implements MergeMark {}

    static boolean isTag(String tag) {
        return tag.equals(RESET) || tag.equals(OVERRIDE);
    }

    /** The value under the mark that its tag asks for, if it does. */
    static JsonNode marked(Event event, JsonNode node) {
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> Optional.empty();
        };
        return switch (tag.orElse("")) {
            case RESET -> new POJONode(new Reset());
            case OVERRIDE -> override(node);
            default -> node;
        };
    }

    static JsonNode override(JsonNode value) {
        return new POJONode(new Instead(value));
    }

    /** The mark of a value that has one. */
    static Optional<MergeMark> of(JsonNode node) {
        return node instanceof POJONode marked && marked.getPojo() instanceof MergeMark mark
                ? Optional.of(mark)
                : Optional.empty();
    }

    /** The value changed, under the mark that it has. */
    static JsonNode within(JsonNode node, UnaryOperator<JsonNode> change) {
        Optional<MergeMark> mark = of(node);
        return mark.isEmpty()
                ? change.apply(node)
                : switch (mark.get()) {
                    case Reset _ -> node;
                    case Instead(JsonNode value) -> override(change.apply(value.deepCopy()));
                };
    }

    /** A copy without marks: what a document means when nothing comes before it. */
    static ObjectNode stripped(ObjectNode tree) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        tree.properties().forEach(entry -> value(entry.getValue()).ifPresent(value -> copy.set(entry.getKey(), value)));
        return copy;
    }

    private static Optional<JsonNode> value(JsonNode node) {
        Optional<MergeMark> mark = of(node);
        if (mark.isPresent()) {
            return switch (mark.get()) {
                case Reset _ -> Optional.empty();
                case Instead(JsonNode value) -> value(value);
            };
        }
        return Optional.of(
                switch (node) {
                    case ObjectNode mapping -> stripped(mapping);
                    case ArrayNode list -> {
                        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                        list.forEach(entry -> value(entry).ifPresent(copy::add));
                        yield copy;
                    }
                    default -> node;
                });
    }
}
