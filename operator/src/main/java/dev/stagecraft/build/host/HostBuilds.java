package dev.stagecraft.build.host;

import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.host.HostBuild;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A request as a host understands it, or the reason why no host will. */
sealed interface HostBuilds {
    Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** What a host is asked to do. */
    record Accepted(HostBuild build, HostBuild.Context context) implements HostBuilds {}

    /** What is wrong with it. */
    record Refused(Failed why) implements HostBuilds {}

    /** Reads the context once, to know its length. */
    static HostBuilds of(BuildRequest request) {
        if (request.platforms().size() > 1) {
            return new Refused(new Failed(
                    Reason.PLATFORM_UNSUPPORTED,
                    "A host makes an image for one platform, and %s is to have %s. Name one of them under spec.build.platforms, or take another executor."
                            .formatted(request.service(), String.join(", ", request.platforms())),
                    false));
        }
        var wrong = fault(request);
        if (wrong.isPresent()) {
            return refused(request, wrong.get());
        }
        try {
            var context = ContextArchive.measure(request.tree(), directory(request.recipe()));
            return tool(request)
                    .<HostBuilds>map(tool -> new Accepted(build(request, tool), context))
                    .orElseGet(() -> refused(request, "its Dockerfile is a link, no text, or larger than a MiB"));
        } catch (IOException unread) {
            return unreadable(request);
        }
    }

    static Refused unreadable(BuildRequest request) {
        return refused(
                request,
                "the directory '%s' of commit %s cannot be packed, or is too large"
                        .formatted(directory(request.recipe()), request.tree().commit()));
    }

    private static HostBuild build(BuildRequest request, HostBuild.Tool tool) {
        var secrets = new TreeMap<String, Secret>();
        request.recipe()
                .secrets()
                .forEach(id -> secrets.put(id, request.secrets().get(id)));
        return new HostBuild(
                request.image(),
                request.platforms().getFirst(),
                tool,
                request.login(),
                secrets,
                request.pushes().stream()
                        .map(push -> new HostBuild.Push(push.variable(), push.command(), push.value()))
                        .toList(),
                request.timeout());
    }

    private static Optional<String> fault(BuildRequest request) {
        var recipe = request.recipe();
        var context = directory(recipe);
        if (!context.isEmpty() && request.tree().id(context).isEmpty()) {
            return Optional.of("the source has no directory '%s'".formatted(context));
        }
        for (var id : recipe.secrets()) {
            if (!NAME.matcher(id).matches()) {
                return Optional.of("the secret id '%s' must match %s".formatted(id, NAME));
            }
            if (!request.secrets().containsKey(id)) {
                return Optional.of("the secret '%s' was not given".formatted(id));
            }
        }
        for (var push : request.pushes()) {
            if (!VARIABLE.matcher(push.variable()).matches()) {
                return Optional.of("'%s' is no name of a variable".formatted(push.variable()));
            }
        }
        return switch (recipe) {
            case Recipe.Dockerfile docker -> fault(request, docker);
            case Recipe.Program program ->
                program.files().keySet().stream()
                        .filter(name -> !NAME.matcher(name).matches())
                        .map(name -> "the file name '%s' must match %s".formatted(name, NAME))
                        .findFirst()
                        .or(() -> program.environment().keySet().stream()
                                .filter(name -> !VARIABLE.matcher(name).matches())
                                .map("'%s' is no name of a variable"::formatted)
                                .findFirst());
        };
    }

    private static Optional<String> fault(BuildRequest request, Recipe.Dockerfile docker) {
        return request.tree().id(clean(docker.dockerfile())).isEmpty()
                ? Optional.of("the source has no file '%s'".formatted(docker.dockerfile()))
                : Optional.empty();
    }

    private static Optional<HostBuild.Tool> tool(BuildRequest request) {
        return switch (request.recipe()) {
            case Recipe.Program program ->
                Optional.of(new HostBuild.Program(
                        program.program(), program.command(), program.files(), new TreeMap<>(program.environment())));
            case Recipe.Dockerfile docker -> docker(request, docker);
        };
    }

    private static Optional<HostBuild.Tool> docker(BuildRequest request, Recipe.Dockerfile docker) {
        var prefix = directory(docker).isEmpty() ? "" : directory(docker) + "/";
        var path = clean(docker.dockerfile());
        if (path.startsWith(prefix)) {
            return Optional.of(docker(request, docker, path.substring(prefix.length()), new TreeMap<>()));
        }
        return text(request, path).map(dockerfile -> {
            var outside = new TreeMap<String, String>();
            outside.put("Dockerfile", dockerfile);
            text(request, path + ".dockerignore").ifPresent(ignored -> outside.put("Dockerfile.dockerignore", ignored));
            return docker(request, docker, "", outside);
        });
    }

    private static Optional<String> text(BuildRequest request, String path) {
        return request.tree().file(path).flatMap(SourceFile::text);
    }

    private static HostBuild.Tool docker(
            BuildRequest request, Recipe.Dockerfile docker, String path, SortedMap<String, String> outside) {
        return new HostBuild.Docker(path, outside, docker.target(), docker.arguments(), request.labels());
    }

    private static String directory(Recipe recipe) {
        return clean(recipe.context());
    }

    private static String clean(String path) {
        return Path.of(path).normalize().toString();
    }

    private static Refused refused(BuildRequest request, String why) {
        return new Refused(new Failed(
                Reason.BUILD_FAILED, "The image of %s cannot be built: %s.".formatted(request.service(), why), false));
    }
}
