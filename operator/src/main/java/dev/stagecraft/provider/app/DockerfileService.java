package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stagecraft.build.Recipe;
import java.util.List;
import java.util.Optional;

/** How one service is built by a Dockerfile, or why it cannot be. */
sealed interface DockerfileService {
    record Built(Recipe.Dockerfile recipe) implements DockerfileService {}

    record Refused(AppAnswer.Refused why) implements DockerfileService {}

    static DockerfileService describe(String service, DockerfileConfig config, AppRequest request) {
        JsonNode written = request.composeBuilds().getOrDefault(service, MissingNode.getInstance());
        var compose = ComposeBuild.read(service, written, request.composeDirectory());
        var build = config.of(service).build().over(compose.build());
        String here = "services." + service + ".build";
        Optional<String> fault = compose.refusals().stream().findFirst().or(() -> unmet(build, compose));
        if (fault.isPresent()) {
            return refused(ErrorCode.INVALID_CONFIG, here, fault.get());
        }
        var look = new SourceLook(request.tree());
        String context = build.context().orElse("");
        Optional<String> noContext = look.noDirectory(context);
        if (noContext.isPresent()) {
            return refused(ErrorCode.INVALID_PROJECT, here + ".context", noContext.get());
        }
        String file = build.dockerfile().orElse("Dockerfile");
        Optional<String> dockerfile = SourcePath.resolve(context, file).filter(path -> !path.isEmpty());
        if (dockerfile.isEmpty()) {
            return refused(
                    ErrorCode.INVALID_CONFIG,
                    here + ".dockerfile",
                    "'%s' seen from '%s' is no file of the source: name one relative to the context."
                            .formatted(file, SourcePath.shown(context)));
        }
        Optional<String> noFile = look.noFile(dockerfile.get());
        if (noFile.isPresent()) {
            return refused(ErrorCode.INVALID_PROJECT, here + ".dockerfile", noFile.get());
        }
        return new Built(new Recipe.Dockerfile(
                context,
                dockerfile.get(),
                build.target().orElse(""),
                build.arguments(),
                List.copyOf(build.secrets().keySet())));
    }

    private static Optional<String> unmet(DockerfileBuild build, ComposeBuild compose) {
        return compose.valueless().stream()
                .filter(name -> !build.arguments().containsKey(name))
                .map(name -> ("The compose file gives the build argument '%s' no value; give it one under build.args of"
                                + " the provider's configuration.")
                        .formatted(name))
                .findFirst()
                .or(() -> compose.secrets().stream()
                        .filter(id -> !build.secrets().containsKey(id))
                        .map(id -> ("The build in the compose file reads the secret '%s'; say under build.secrets of"
                                        + " the provider's configuration which key of which Secret it is.")
                                .formatted(id))
                        .findFirst());
    }

    private static DockerfileService refused(ErrorCode code, String path, String message) {
        return new Refused(new AppAnswer.Refused(code, path, message));
    }
}
