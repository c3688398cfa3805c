package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;

import java.util.ArrayList;
import java.util.List;

/** What a file of the right shape can still get wrong. */
final class ContentCheck {
    private ContentCheck() {}

    static List<ComposeProblem> problems(ComposeFile file) {
        List<ComposeProblem> problems = new ArrayList<>();
        file.services().forEach(service -> missingImage(service, file.lines()).forEach(problems::add));
        problems.addAll(ServiceGraph.of(file).problems());
        problems.addAll(ReservedLabels.problems(file));
        problems.addAll(TemplateCheck.problems(file));
        return problems;
    }

    private static List<ComposeProblem> missingImage(ServiceDefinition service, SourceLines lines) {
        return service.image().isBlank() && !service.definition().has("build")
                ? List.of(lines.problem(
                        INVALID,
                        "services." + service.name(),
                        "The service '%s' needs an image.".formatted(service.name())))
                : List.of();
    }
}
