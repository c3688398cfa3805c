package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.NOT_IMPLEMENTED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.ArrayList;
import java.util.List;

/** Valid Compose that would not do on the host what the author expects, above all files that lie beside the Compose file. */
final class UnsupportedCheck {
    private static final List<String> SERVICE_KEYS = List.of("extends", "env_file", "label_file", "profiles");

    private final SourceLines lines;
    private final List<ComposeProblem> problems = new ArrayList<>();

    private UnsupportedCheck(SourceLines lines) {
        this.lines = lines;
    }

    static List<ComposeProblem> problems(ComposeFile file) {
        UnsupportedCheck check = new UnsupportedCheck(file.lines());
        if (file.tree().has("include")) {
            check.notYet("include", "Other Compose files cannot be included yet; put everything into one file.");
        }
        file.services().forEach(check::service);
        for (String section : List.of("configs", "secrets")) {
            file.node(section).forEachEntry((name, entry) -> check.contentFile(section + "." + name, entry));
        }
        return check.problems;
    }

    private void service(ServiceDefinition service) {
        String path = "services." + service.name();
        for (String key : SERVICE_KEYS) {
            if (service.definition().has(key)) {
                notYet(path + "." + key, "'" + key + "' is not supported yet; " + insteadOf(key));
            }
        }
        service.mounts().stream()
                .filter(mount -> mount.kind() == Mount.Kind.BIND
                        && !mount.target().isEmpty()
                        && liesBesideTheFile(mount.source()))
                .forEach(mount -> notYet(
                        path + ".volumes",
                        "The mount of '%s' is relative, and files beside the Compose file are not shipped yet; use an absolute path or a volume."
                                .formatted(mount.source())));
        reservedLabels(path + ".labels", service.definition().path("labels"));
    }

    private static String insteadOf(String key) {
        return switch (key) {
            case "extends" -> "write the settings out or share them with a YAML anchor.";
            case "env_file" -> "give the variables through env and envFrom of the Stagecraft resource.";
            case "label_file" -> "write the labels into the Compose file.";
            default -> "remove it, or keep such services in a file of their own.";
        };
    }

    private void contentFile(String path, JsonNode entry) {
        String file = entry.path("file").asText();
        if (liesBesideTheFile(file)) {
            notYet(
                    path + ".file",
                    "The file '%s' lies beside the Compose file, and such files are not shipped yet; use an absolute path or content."
                            .formatted(file));
        }
    }

    /** Also when that is only the default of a variable. */
    private static boolean liesBesideTheFile(String source) {
        return switch (TemplateParser.parse(source)) {
            case TemplateParser.Invalid _ -> false;
            case TemplateParser.Valid(Template template) -> {
                Evaluation evaluation = new Evaluation();
                template.evaluate(Variables.none(), evaluation);
                String path = evaluation.text();
                yield !path.isEmpty()
                        && "/~".indexOf(path.charAt(0)) < 0
                        && evaluation.obstacles().isEmpty();
            }
        };
    }

    private void reservedLabels(String path, JsonNode labels) {
        labels.propertyStream().forEach(label -> reservedLabel(path, label.getKey()));
        if (labels.isArray()) {
            labels.forEach(label -> reservedLabel(path, label.asText()));
        }
    }

    private void reservedLabel(String path, String label) {
        if (label.startsWith("dev.stagecraft.")) {
            problems.add(lines.problem(
                    INVALID, path, "Labels that start with 'dev.stagecraft.' are set by the operator; remove yours."));
        }
    }

    private void notYet(String path, String message) {
        problems.add(lines.problem(NOT_IMPLEMENTED, path, message));
    }
}
