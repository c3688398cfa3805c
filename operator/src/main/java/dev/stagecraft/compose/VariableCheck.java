package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables that Compose on the host will ask for. Images are left out: {@link ImageSelector} replaces those. */
public final class VariableCheck {
    private VariableCheck() {}

    /** Every place that needs a variable which is not among the names and has no default. */
    public static List<ComposeProblem> undefined(ComposeFile file, Set<String> definedNames) {
        // Empty or not makes a difference only to defaults, and a name that is defined needs none.
        Variables defined =
                new Variables(definedNames.stream().collect(Collectors.toMap(Function.identity(), _ -> "x")), Set.of());
        return Stream.concat(texts(file).stream(), namedDirectly(file))
                .flatMap(text -> evaluate(text, defined).stream()
                        .map(obstacle -> file.lines().problem(obstacle.code(), text.path(), obstacle.message())))
                .toList();
    }

    /** Every name that the file mentions, with or without a default; sorted. */
    public static Set<String> names(ComposeFile file) {
        Set<String> names = new TreeSet<>();
        Stream.concat(texts(file).stream(), namedDirectly(file)).forEach(text -> {
            if (TemplateParser.parse(text.value()) instanceof TemplateParser.Valid(Template template)) {
                collect(template, names);
            }
        });
        return names;
    }

    private static List<TextWalk.Text> texts(ComposeFile file) {
        ObjectNode tree = file.tree();
        tree.path("services").forEach(service -> ((ObjectNode) service).remove(List.of("image", "build")));
        return TextWalk.of(new ComposeFile(tree, file.lines()));
    }

    /** Configs and secrets can take their content from a variable that they name without a dollar sign. */
    private static Stream<TextWalk.Text> namedDirectly(ComposeFile file) {
        return Stream.of("configs", "secrets")
                .flatMap(section -> file.node(section)
                        .propertyStream()
                        .filter(entry -> entry.getValue().path("environment").isTextual())
                        .map(entry -> new TextWalk.Text(
                                section + "." + entry.getKey() + ".environment",
                                "${" + entry.getValue().path("environment").asText() + "}")));
    }

    private static List<Evaluation.Obstacle> evaluate(TextWalk.Text text, Variables variables) {
        return switch (TemplateParser.parse(text.value())) {
            case TemplateParser.Invalid _ -> List.of();
            case TemplateParser.Valid(Template template) -> {
                Evaluation evaluation = new Evaluation();
                template.evaluate(variables, evaluation);
                yield evaluation.obstacles();
            }
        };
    }

    private static void collect(Template template, Set<String> names) {
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Reference reference) {
                names.add(reference.name());
                collect(reference.operand(), names);
            }
        }
    }
}
