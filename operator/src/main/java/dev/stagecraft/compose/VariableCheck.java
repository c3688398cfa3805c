package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.template.MissingNames;
import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables that Compose on the host will ask for. Images are left out: {@link ImageSelector} replaces those. */
public final class VariableCheck {
    private VariableCheck() {}

    /**
     * Every place that needs a variable which is not among the names and has no default.
     *
     * @param emptyNames those of the names whose value is empty: <code>:?</code> and <code>:-</code> take it for none
     */
    public static List<ComposeProblem> undefined(ComposeFile file, Set<String> definedNames, Set<String> emptyNames) {
        // The values themselves stay out: a problem's message can hold what a template makes of them.
        Variables defined = new Variables(
                definedNames.stream()
                        .collect(Collectors.toMap(Function.identity(), name -> emptyNames.contains(name) ? "" : "x")),
                Set.of());
        return Stream.concat(texts(file).stream(), namedDirectly(file))
                .flatMap(text -> evaluate(text, defined).stream()
                        .map(obstacle -> file.lines().problem(obstacle.code(), text.path(), obstacle.message())))
                .toList();
    }

    /** The names without which {@link #undefined} finds something; with a value for all of them it finds nothing. */
    public static SortedSet<String> missing(ComposeFile file, Set<String> definedNames, Set<String> emptyNames) {
        Map<String, String> values = new HashMap<>();
        definedNames.forEach(name -> values.put(name, emptyNames.contains(name) ? "" : "x"));
        SortedSet<String> missing = new TreeSet<>();
        // A value for one can bring the replacement of another into play.
        while (missing.addAll(Stream.concat(texts(file).stream(), namedDirectly(file))
                .flatMap(text -> MissingNames.of(text.value(), values).stream())
                .toList())) {
            missing.forEach(name -> values.put(name, "x"));
        }
        return missing;
    }

    /**
     * Every place that mentions a variable which shell, docker and Compose read themselves, by the variable's name: such a one
     * cannot be given to Compose, with or without a default.
     */
    public static SortedMap<String, ComposeProblem> reserved(ComposeFile file) {
        SortedMap<String, ComposeProblem> found = new TreeMap<>();
        mentions(file)
                .forEach(text -> names(text).stream()
                        .filter(ReservedNames::has)
                        .forEach(name -> found.putIfAbsent(
                                name,
                                file.lines()
                                        .problem(
                                                ComposeProblem.Code.INVALID,
                                                text.path(),
                                                "The variable %s steers docker, Compose or the shell on the host; give it another name, or leave it out: containers have all of env and envFrom anyway."
                                                        .formatted(name)))));
        return found;
    }

    /** Every service whose number of containers is none, once the variables are replaced. */
    public static List<ComposeProblem> uncountable(ComposeFile file, Map<String, String> values) {
        return file.services().stream()
                .filter(service -> service.resolved(values).replicas().isEmpty())
                .map(service -> file.lines()
                        .problem(
                                ComposeProblem.Code.NOT_IMPLEMENTED,
                                "services." + service.name()
                                        + (service.definition().path("deploy").has("replicas")
                                                ? ".deploy.replicas"
                                                : ".scale"),
                                "The number of containers of '%s' cannot be read, also with the variables replaced; write a whole number."
                                        .formatted(service.name())))
                .toList();
    }

    /** Every name that the file mentions, with or without a default; sorted. */
    public static Set<String> names(ComposeFile file) {
        Set<String> names = new TreeSet<>();
        mentions(file).forEach(text -> names.addAll(names(text)));
        return names;
    }

    private static Stream<TextWalk.Text> mentions(ComposeFile file) {
        return Stream.of(texts(file).stream(), namedDirectly(file), passedThrough(file))
                .flatMap(Function.identity());
    }

    private static Set<String> names(TextWalk.Text text) {
        Set<String> names = new TreeSet<>();
        if (TemplateParser.parse(text.value()) instanceof TemplateParser.Valid(Template template)) {
            collect(template, names);
        }
        return names;
    }

    /** An {@code environment} entry without a value has that of the variable of its name, if there is one. */
    private static Stream<TextWalk.Text> passedThrough(ComposeFile file) {
        return file.services().stream().flatMap(service -> {
            JsonNode environment = service.definition().path("environment");
            Stream<String> names = environment.isArray()
                    ? environment.valueStream().map(JsonNode::asText).filter(entry -> !entry.contains("="))
                    : environment
                            .propertyStream()
                            .filter(entry -> entry.getValue().isNull())
                            .map(entry -> entry.getKey());
            return names.filter(name -> !name.contains("$"))
                    .map(name -> new TextWalk.Text(
                            "services." + service.name() + ".environment",
                            "services.*.environment",
                            "${" + name + "}"));
        });
    }

    private static List<TextWalk.Text> texts(ComposeFile file) {
        ObjectNode tree = file.tree();
        tree.path("services").forEach(service -> ((ObjectNode) service).remove(List.of("image", "build")));
        return TextWalk.of(file.with(tree));
    }

    /** Configs and secrets can take their content from a variable that they name without a dollar sign. */
    private static Stream<TextWalk.Text> namedDirectly(ComposeFile file) {
        return Stream.of("configs", "secrets")
                .flatMap(section -> file.node(section)
                        .propertyStream()
                        .filter(entry -> entry.getValue().path("environment").isTextual())
                        .map(entry -> new TextWalk.Text(
                                section + "." + entry.getKey() + ".environment",
                                section + ".*.environment",
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
