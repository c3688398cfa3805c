package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.Quoting;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The words of a build and what it reads. Pure. */
final class BuildCommands {
    /** Names that a shell can give to docker, without those that docker, its plugins and the shell read themselves. */
    private static final Pattern HANDED_OVER =
            Pattern.compile("(?!(?:PATH|HOME|IFS|ENV|PWD)$)(?!(?:DOCKER|BUILDX|BUILDKIT|LD)_)[A-Za-z_][A-Za-z0-9_]*");

    /** Where a program finds its secrets, one file each by their ids. */
    private static final String SECRETS = "STAGECRAFT_SECRETS";

    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration SLACK = Duration.ofSeconds(60);
    private static final int OUTPUT = 64 << 10;
    private static final List<String> DOCKER = List.of("docker", "build", "--progress=plain");

    private BuildCommands() {}

    static Command probe(HostBuild build) {
        return script(BuildScripts.PROBE, build.tool() instanceof HostBuild.Program program ? program.name() : "")
                .withTimeout(QUICK);
    }

    static Command cancel(String directory) {
        return script(BuildScripts.CANCEL, directory).withTimeout(QUICK);
    }

    /** The host's own limit is the shorter one, so that its answer arrives. */
    static Command build(HostBuild build, HostBuild.Context context, String directory) {
        var seconds = Math.max(1, build.limit().toSeconds());
        var words = new ArrayList<>(List.of("sh", "-c", BuildScripts.BUILD, "stagecraft", directory));
        words.addAll(List.of(Long.toString(seconds), BuildScripts.INSIDE, Long.toString(context.bytes())));
        words.add(context.sha256());
        files(build, directory)
                .forEach((name, content) -> words.addAll(List.of(name, Integer.toString(length(content)))));
        words.addAll(List.of("--", build.image(), build.platform()));
        words.addAll(program(build, directory));
        return Command.of(words)
                .withTimeout(Duration.ofSeconds(seconds).plus(SLACK))
                .withOutputLimit(OUTPUT);
    }

    /** What arrives before the context, by its name in the directory, in the order in which the words announce it. */
    static Map<String, Secret> files(HostBuild build, String directory) {
        var files = new LinkedHashMap<String, Secret>();
        if (!build.login().isEmpty()) {
            files.put("docker/config.json", build.login());
        }
        files.put("env.sh", Secret.of(exports(variables(build.tool(), directory))));
        build.secrets().forEach((id, value) -> files.put("secrets/" + id, value));
        contents(build.tool()).forEach((name, text) -> files.put("files/" + name, Secret.of(text)));
        pushes(build, directory, files);
        return files;
    }

    /** Numbered, as they are run in the order of their names. */
    private static void pushes(HostBuild build, String directory, Map<String, Secret> files) {
        for (var at = 0; at < build.pushes().size(); at++) {
            var push = build.pushes().get(at);
            var name = "pushes/%04d-%s".formatted(at, push.name());
            var words = push.command().stream()
                    .map(word -> word.replace("{files}", directory + "/files"))
                    .toList();
            files.put(name, push.value());
            files.put(name + ".sh", Secret.of("exec " + Quoting.posix(words) + "\n"));
        }
    }

    private static Map<String, String> contents(HostBuild.Tool tool) {
        return switch (tool) {
            case HostBuild.Docker docker -> docker.outside();
            case HostBuild.Program program -> program.files();
        };
    }

    private static SortedMap<String, String> variables(HostBuild.Tool tool, String directory) {
        var variables = new TreeMap<String, String>();
        switch (tool) {
            case HostBuild.Docker docker ->
                docker.arguments().forEach((name, value) -> {
                    if (HANDED_OVER.matcher(name).matches()) {
                        variables.put(name, value);
                    }
                });
            case HostBuild.Program program -> {
                variables.putAll(program.environment());
                variables.put(SECRETS, directory + "/secrets");
            }
        }
        return variables;
    }

    private static String exports(SortedMap<String, String> variables) {
        var text = new StringBuilder();
        variables.forEach(
                (name, value) -> text.append("export %s='%s'\n".formatted(name, value.replace("'", "'\\''"))));
        return text.toString();
    }

    private static List<String> program(HostBuild build, String directory) {
        return switch (build.tool()) {
            case HostBuild.Docker docker -> docker(build, docker, directory);
            case HostBuild.Program program ->
                program.command().stream()
                        .map(word -> word.replace("{image}", build.image()).replace("{files}", directory + "/files"))
                        .toList();
        };
    }

    /** The same words for Docker 20.10, which has BuildKit inside, and for buildx. */
    private static List<String> docker(HostBuild build, HostBuild.Docker docker, String directory) {
        var words = new ArrayList<>(DOCKER);
        words.addAll(List.of("--iidfile", directory + "/iid", "--platform", build.platform(), "-t", build.image()));
        words.addAll(List.of("-f", docker.outside().isEmpty() ? docker.dockerfile() : directory + "/files/Dockerfile"));
        if (!docker.target().isEmpty()) {
            words.addAll(List.of("--target", docker.target()));
        }
        docker.labels().forEach((name, value) -> words.addAll(List.of("--label", name + "=" + value)));
        docker.arguments()
                .forEach((name, value) -> words.addAll(
                        List.of("--build-arg", HANDED_OVER.matcher(name).matches() ? name : name + "=" + value)));
        build.secrets()
                .keySet()
                .forEach(id ->
                        words.addAll(List.of("--secret", "id=%s,src=%s/secrets/%s".formatted(id, directory, id))));
        words.add(directory + "/context");
        return words;
    }

    private static Command script(String script, String parameter) {
        return Command.of("sh", "-c", script, "stagecraft", parameter);
    }

    private static int length(Secret content) {
        return content.revealBytes().length;
    }
}
