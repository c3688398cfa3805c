package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The variables that Compose on the host will ask for. Images are left out: {@link ImageSelector} replaces those. */
public final class VariableCheck {
    private VariableCheck() {}

    /** Every place that needs a variable which is not among the names and has no default. */
    public static List<ComposeProblem> undefined(ComposeFile file, Set<String> definedNames) {
        // Empty or not makes a difference only to defaults, and a name that is defined needs none.
        Variables defined =
                new Variables(definedNames.stream().collect(Collectors.toMap(Function.identity(), _ -> "x")), Set.of());
        return texts(file).stream()
                .flatMap(text -> evaluate(text, defined).stream()
                        .map(obstacle -> file.lines().problem(obstacle.code(), text.path(), obstacle.message())))
                .toList();
    }

    /** Every name that the file mentions, with or without a default; sorted. */
    public static Set<String> names(ComposeFile file) {
        Set<String> names = new TreeSet<>();
        texts(file).forEach(text -> {
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
