package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the workflow is told of a build. Whoever may see the repository's Actions sees it, so no secret is ever in it. */
sealed interface WorkflowInputs {
    /** What GitHub takes of all values together. */
    int LONGEST = 65_535;

    /** The values by the names of the workflow's inputs. */
    record Values(Map<String, String> byName) implements WorkflowInputs {
        public Values {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    /** The workflow cannot build this. */
    record Refused(Failed why) implements WorkflowInputs {}

    static WorkflowInputs of(GitHubConfig config, BuildRequest request) {
        return switch (request.recipe()) {
            case Recipe.Dockerfile recipe -> dockerfile(config, request, recipe);
            case Recipe.Program program ->
                refused(
                        "The image of %s is built by the program %s, and the workflow builds by Dockerfiles only. Set spec.build.executor to job or host."
                                .formatted(request.service(), program.program()));
        };
    }

    private static WorkflowInputs dockerfile(GitHubConfig config, BuildRequest request, Recipe.Dockerfile recipe) {
        var unmapped = recipe.secrets().stream()
                .filter(id -> !config.secrets().containsKey(id))
                .toList();
        if (!unmapped.isEmpty()) {
            return refused(
                    "The build of %s reads the secrets %s, and no secret is ever sent to GitHub. Put them into the repository's secrets for Actions, name those under spec.build.providers.github.secrets, and put the workflow file that then results into the repository."
                            .formatted(request.service(), unmapped));
        }
        var values = new LinkedHashMap<String, String>();
        values.put("correlation", Correlation.of(request).text());
        values.put("service", request.service());
        values.put("image", request.image());
        values.put("commit", request.tree().commit());
        values.put("context", recipe.context().isEmpty() ? "." : recipe.context());
        values.put("dockerfile", recipe.dockerfile());
        values.put("target", recipe.target());
        values.put("platforms", String.join(",", request.platforms()));
        values.put("timeout", Long.toString(Math.max(1, request.timeout().toMinutes())));
        values.put("options", options(request, recipe));
        var length = values.values().stream().mapToInt(String::length).sum();
        if (length > LONGEST) {
            return refused(
                    "The arguments and labels of the build of %s are %d characters, and GitHub takes %d. Shorten them, or set spec.build.executor to job or host."
                            .formatted(request.service(), length, LONGEST));
        }
        return new Values(values);
    }

    private static String options(BuildRequest request, Recipe.Dockerfile recipe) {
        var options = JsonNodeFactory.instance.objectNode();
        var arguments = options.putObject("arguments");
        recipe.arguments().forEach(arguments::put);
        var labels = options.putObject("labels");
        request.labels().forEach(labels::put);
        var secrets = options.putArray("secrets");
        recipe.secrets().forEach(secrets::add);
        return options.toString();
    }

    private static Refused refused(String message) {
        return new Refused(new Failed(Reason.BUILDER_NOT_AVAILABLE, message, false));
    }
}
