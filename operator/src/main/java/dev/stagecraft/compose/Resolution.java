package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.Set;

/** A service as Compose will read it; may hold the value of a secret, so only numbers and times of it may be shown. */
final class Resolution {
    private final Variables variables;

    private Resolution(Variables variables) {
        this.variables = variables;
    }

    /** A text with a variable that has no value stays as it is. */
    static ServiceDefinition of(ServiceDefinition service, Variables variables) {
        var resolution = new Resolution(new Variables(variables.values(), Set.of()));
        return new ServiceDefinition(service.name(), resolution.mapping(service.definition()));
    }

    private ObjectNode mapping(ObjectNode node) {
        ObjectNode copy = node.objectNode();
        node.properties().forEach(entry -> copy.set(entry.getKey(), any(entry.getValue())));
        return copy;
    }

    private JsonNode any(JsonNode node) {
        return switch (node) {
            case ObjectNode mapping -> mapping(mapping);
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(entry -> copy.add(any(entry)));
                yield copy;
            }
            case TextNode text -> text(text);
            default -> node;
        };
    }

    private TextNode text(TextNode text) {
        return switch (TemplateParser.parse(text.asText())) {
            case TemplateParser.Invalid _ -> text;
            case TemplateParser.Valid(Template template) -> {
                Evaluation evaluation = new Evaluation();
                template.evaluate(variables, evaluation);
                yield evaluation.obstacles().isEmpty() ? TextNode.valueOf(evaluation.text()) : text;
            }
        };
    }
}
