package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** The value of a scalar under its tag; only the types of YAML's core schema are known. */
final class YamlTag {
    static final String PREFIX = "tag:yaml.org,2002:";

    private YamlTag() {}

    /** Empty for a tag that is unknown or does not fit, and for text that no host could read back. */
    static Optional<JsonNode> apply(ScalarEvent scalar) {
        String text = scalar.getValue();
        if (!isStorable(text)) {
            return Optional.empty();
        }
        if (scalar.getTag().isEmpty()) {
            return Optional.of(scalar.isPlain() ? YamlScalar.resolve(text) : TextNode.valueOf(text));
        }
        JsonNode value = YamlScalar.resolve(text);
        return switch (scalar.getTag().get()) {
            case MergeMark.RESET, MergeMark.OVERRIDE -> Optional.of(scalar.isPlain() ? value : TextNode.valueOf(text));
            case "!", PREFIX + "str" -> Optional.of(TextNode.valueOf(text));
            case PREFIX + "int" -> Optional.of(value).filter(JsonNode::isIntegralNumber);
            case PREFIX + "float" ->
                Optional.of(value).filter(JsonNode::isNumber).map(number -> DoubleNode.valueOf(number.doubleValue()));
            case PREFIX + "bool" -> Optional.of(value).filter(JsonNode::isBoolean);
            case PREFIX + "null" -> Optional.of(value).filter(JsonNode::isNull);
            default -> Optional.empty();
        };
    }

    /** Escapes can smuggle in what is no text: NUL and halves of surrogate pairs. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
