package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;

import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Texts whose variables cannot be read, or are read in one way by one Compose and in another by the next. What a host's Compose
 * makes of a text must be what we judged: Compose v2 counts every brace, 1.29 ends at the first that closes and knows no variable
 * within another.
 */
final class TemplateCheck {
    /** What {@link HostAccess} looks at. */
    private static final Pattern POWERFUL = Pattern.compile(
            "services\\.\\*\\.(?:privileged|network_mode|pid|ipc|userns_mode|uts|cgroup|cgroup_parent|cap_add|devices"
                    + "|device_cgroup_rules|gpus|security_opt|runtime|provider|use_api_socket|volumes|volumes_from|tmpfs"
                    + "|logging|networks|configs|secrets|deploy\\.resources\\.reservations\\.devices|(?:post_start|pre_stop)\\.\\[\\]\\.privileged)"
                    + "(?:\\..*)?"
                    + "|(?:networks|volumes)\\.\\*\\.(?!labels\\b|x-).*"
                    + "|(?:configs|secrets)\\.\\*\\.(?!labels\\b|x-|content$).*");

    private TemplateCheck() {}

    static List<ComposeProblem> problems(ComposeFile file) {
        return TextWalk.of(file).stream()
                .flatMap(text -> wrong(text).map(why -> file.lines().problem(INVALID, text.path(), why)).stream())
                .toList();
    }

    private static Optional<String> wrong(TextWalk.Text text) {
        return switch (TemplateParser.parse(text.value())) {
            case TemplateParser.Invalid(String why) -> Optional.of(why);
            case TemplateParser.Valid(Template template) -> {
                if (anyOperand(template, TemplateCheck::hasBrace)) {
                    yield Optional.of(
                            "There is a '{' inside of a variable's braces, which versions of Compose read in different ways; put that text into env, and name the variable alone here.");
                }
                if (POWERFUL.matcher(text.pattern()).matches() && anyOperand(template, TemplateCheck::hasDollar)) {
                    yield Optional.of(
                            "There is a '$' inside of a variable's braces, which versions of Compose read in different ways, and this could give power over the host; write the variables one behind the other, or the value into env.");
                }
                yield Optional.empty();
            }
        };
    }

    private static boolean anyOperand(Template template, Predicate<Template.Part> wanted) {
        return template.parts().stream()
                .anyMatch(part -> part instanceof Template.Reference reference
                        && (reference.operand().parts().stream().anyMatch(wanted)
                                || anyOperand(reference.operand(), wanted)));
    }

    private static boolean hasBrace(Template.Part part) {
        return part instanceof Template.Literal(String text) && text.contains("{");
    }

    private static boolean hasDollar(Template.Part part) {
        return switch (part) {
            case Template.Literal(String text) -> text.contains("$");
            case Template.Reference _ -> true;
        };
    }
}
