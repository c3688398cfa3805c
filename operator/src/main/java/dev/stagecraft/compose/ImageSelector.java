package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static java.util.Objects.requireNonNull;

import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the {@code image} strings of a file into references.
 *
 * @param registry {@code spec.project.registry}; empty for none
 * @param version {@code spec.version}: the tag of images below the registry that name neither tag nor digest
 */
public record ImageSelector(String registry, String version, Variables variables) {
    private static final String DEFAULT_TAG = "latest";

    public ImageSelector {
        requireNonNull(registry, "registry");
        requireNonNull(version, "version");
        requireNonNull(variables, "variables");
    }

    /** Every service of the file, or every reason why not. */
    public ImageSelection select(ComposeFile file) {
        Map<String, ImageReference> images = new LinkedHashMap<>();
        List<ComposeProblem> problems = new ArrayList<>();
        for (ServiceDefinition service : file.services()) {
            String path = "services." + service.name() + ".image";
            switch (imageOf(service.image())) {
                case Found(ImageReference image) -> images.put(service.name(), image);
                case NotFound(var obstacles) ->
                    obstacles.forEach(o -> problems.add(file.lines().problem(o.code(), path, o.message())));
            }
        }
        return problems.isEmpty() ? new ImageSelection.Selected(images) : new ImageSelection.Refused(problems);
    }

    private sealed interface Image {}

    private record Found(ImageReference image) implements Image {}

    private record NotFound(List<Evaluation.Obstacle> obstacles) implements Image {
        private static NotFound because(String why) {
            return new NotFound(List.of(new Evaluation.Obstacle(INVALID, why)));
        }
    }

    private Image imageOf(String written) {
        return switch (TemplateParser.parse(written)) {
            case TemplateParser.Invalid(String why) -> NotFound.because(why);
            case TemplateParser.Valid(Template template) -> {
                Evaluation evaluation = new Evaluation();
                template.evaluate(variables, evaluation);
                yield evaluation.obstacles().isEmpty()
                        ? reference(evaluation.text())
                        : new NotFound(evaluation.obstacles());
            }
        };
    }

    private Image reference(String text) {
        Optional<ImageReference> parsed = ImageReference.parse(text);
        if (parsed.isEmpty()) {
            return NotFound.because(
                    "'%s' is not an image reference; write it like registry.example.com/team/app:v1.".formatted(text));
        }
        ImageReference image = parsed.get();
        if (image.tag().isPresent() || image.digest().isPresent()) {
            return new Found(image);
        }
        if (!isOurs(image)) {
            return new Found(image.withTag(DEFAULT_TAG));
        }
        return ImageReference.isTag(version)
                ? new Found(image.withTag(version))
                : NotFound.because(
                        "The version '%s' cannot be the tag of the image %s; give the image a tag of its own."
                                .formatted(version, image));
    }

    /** Below the registry, both in their full form: {@code acme} is {@code docker.io/acme}. */
    private boolean isOurs(ImageReference image) {
        return !registry.isBlank()
                && ImageReference.parse(registry.replaceAll("/+$", "") + "/x")
                        .map(ImageReference::repository)
                        .map(probe -> probe.substring(0, probe.length() - 1))
                        .filter(image.repository()::startsWith)
                        .isPresent();
    }
}
