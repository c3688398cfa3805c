package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Variables that only one part of an application sees: those of the dotenv files of what is included. They get names of their own,
 * so that the host can replace them wherever they stand.
 *
 * @param names the name for the host by the name in the document
 */
record LocalVariables(Map<String, String> names) {
    LocalVariables {
        names = Map.copyOf(names);
    }

    /** In place. */
    void rename(ObjectNode tree) {
        if (!names.isEmpty()) {
            PathPattern.change(tree, this::renamed);
        }
    }

    /** The text with the names for the host; the same text where it names none of them. */
    String renamed(String text) {
        return TemplateParser.parse(text) instanceof TemplateParser.Valid(Template template) && mentions(template)
                ? written(template)
                : text;
    }

    private JsonNode renamed(String pattern, JsonNode node) {
        return switch (pattern) {
            case "services.*.environment" -> passedThrough(node);
            case "configs.*.environment", "secrets.*.environment" ->
                TextNode.valueOf(names.getOrDefault(node.asText(), node.asText()));
            default -> node.isTextual() ? TextNode.valueOf(renamed(node.asText())) : node;
        };
    }

    /**
     * An entry without a value has that of the variable of its name; in a mapping Compose does not look for it in what is included
     * with the file.
     */
    private JsonNode passedThrough(JsonNode node) {
        if (node instanceof ObjectNode mapping) {
            names.forEach((name, host) -> {
                if (mapping.path(name) instanceof NullNode && host.startsWith(Loading.ROOT_PREFIX)) {
                    mapping.put(name, "${" + host + "}");
                }
            });
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                String name = list.get(i).asText();
                if (names.containsKey(name)) {
                    list.set(i, name + "=${" + names.get(name) + "}");
                }
            }
        }
        return node;
    }

    private boolean mentions(Template template) {
        return template.parts().stream()
                .anyMatch(part -> part instanceof Template.Reference reference
                        && (names.containsKey(reference.name()) || mentions(reference.operand())));
    }

    private String written(Template template) {
        return template.parts().stream()
                .map(part -> switch (part) {
                    case Template.Literal(String text) -> Dollars.doubled(text);
                    case Template.Reference reference ->
                        "${" + names.getOrDefault(reference.name(), reference.name())
                                + reference.operator().symbol() + written(reference.operand()) + "}";
                })
                .collect(Collectors.joining());
    }
}
