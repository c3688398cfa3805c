package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code buildctl} is asked for. Files that it needs are put into the inputs on the way. */
final class BuildctlCommand {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Variables that mean something to buildctl, its shell or its libraries: such an argument goes by the command line. */
    private static final Pattern TAKEN = Pattern.compile(
            "PATH|HOME|USER|TMPDIR|IFS|ENV|DOCKER_.*|BUILD(KIT|CTL|X).*|ROOTLESSKIT.*|XDG_.*|OTEL_.*|TRACEPARENT|JAEGER_.*"
                    + "|SSL_.*|GO[A-Z]*|LD_.*|(?i:(https?|no|all|ftp)_proxy)|PROGRESS.*|NO_COLOR|SOURCE_DATE_EPOCH|KUBERNETES_.*");

    private final BuildRequest request;
    private final Recipe.Dockerfile recipe;
    private final boolean insecure;
    private final JobInputs inputs;

    BuildctlCommand(BuildRequest request, Recipe.Dockerfile recipe, boolean insecure, JobInputs inputs) {
        this.request = request;
        this.recipe = recipe;
        this.insecure = insecure;
        this.inputs = inputs;
    }

    /** Build arguments whose values go by the environment. */
    SortedMap<String, String> environment() {
        var variables = new TreeMap<String, String>();
        recipe.arguments().forEach((name, value) -> {
            if (byEnvironment(name)) {
                variables.put(name, Literal.of(value));
            }
        });
        return variables;
    }

    List<String> arguments() {
        var words = new ArrayList<>(List.of("build", "--progress", "plain", "--frontend", "dockerfile.v0"));
        source(words);
        if (!recipe.target().isEmpty()) {
            option(words, "target=" + recipe.target());
        }
        option(words, "platform=" + String.join(",", request.platforms()));
        recipe.arguments()
                .forEach(
                        (name, value) -> option(words, "build-arg:" + name + (byEnvironment(name) ? "" : "=" + value)));
        request.labels().forEach((name, value) -> option(words, "label:" + name + "=" + value));
        secrets(words);
        registry(words);
        return words.stream().map(Literal::of).toList();
    }

    /** The Dockerfile is read from the root, so that it may lie outside of its context. */
    private void source(List<String> words) {
        words.add("--local");
        words.add("context=" + SourceFetch.directory(recipe.context()));
        words.add("--local");
        words.add("dockerfile=" + SourceFetch.SOURCE);
        option(words, "filename=" + SourceFetch.plain(recipe.dockerfile()));
    }

    private void secrets(List<String> words) {
        int number = 0;
        for (var id : recipe.secrets()) {
            var value = request.secrets().get(id);
            if (value != null) {
                secret(words, id, inputs.add("secret-" + number, "secrets/" + number, value));
            }
            number++;
        }
    }

    private void registry(List<String> words) {
        var plainHttp = insecure ? ",registry.insecure=true" : "";
        var cache = "type=registry,ref=" + repository(request.image()) + ":buildcache" + plainHttp;
        words.add("--import-cache");
        words.add(cache);
        words.add("--export-cache");
        // A registry that takes no cache must not fail a build that has its image.
        words.add(cache + ",mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true");
        words.add("--output");
        words.add("type=image,name=" + request.image() + ",push=true" + plainHttp);
    }

    private static String repository(String image) {
        return image.substring(0, image.lastIndexOf(':'));
    }

    private static boolean byEnvironment(String name) {
        return VARIABLE.matcher(name).matches() && !TAKEN.matcher(name).matches();
    }

    private static void option(List<String> words, String option) {
        words.add("--opt");
        words.add(option);
    }

    private static void secret(List<String> words, String id, String file) {
        words.add("--secret");
        words.add(field("id=" + id) + ",src=" + file);
    }

    /** One field of the comma-separated form. */
    private static String field(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Whether the registry is one that is spoken to in plain HTTP. */
    static boolean insecure(String image, Set<String> registries) {
        return registries.contains(image.substring(0, Math.max(0, image.indexOf('/'))));
    }
}
