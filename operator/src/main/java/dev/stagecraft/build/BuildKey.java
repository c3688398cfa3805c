package dev.stagecraft.build;

import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.source.SourceTree;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names an image by what goes into it, so that the same content is built once. What a Dockerfile takes from elsewhere, such as the
 * image it begins with, is not seen.
 */
public final class BuildKey {
    private static final String TAG = "build-";
    private static final int DIGITS = 20;
    private static final int SCHEME = "sha256:".length();

    private BuildKey() {}

    /** The tag of an image: {@code build-} and twenty hexadecimal digits. Secrets count by their fingerprints. */
    public static String tag(
            Recipe recipe, SourceTree tree, List<String> platforms, SortedMap<String, String> secretPrints) {
        var content = new TreeMap<String, Object>(Map.of(
                "recipe",
                recipe(recipe, tree),
                "context",
                tree.id(recipe.context()),
                "platforms",
                platforms,
                "secrets",
                secretPrints));
        return TAG + CanonicalJson.hash(content).substring(SCHEME, SCHEME + DIGITS);
    }

    private static Map<String, Object> recipe(Recipe recipe, SourceTree tree) {
        return switch (recipe) {
            case Recipe.Dockerfile(var context, var dockerfile, var target, var arguments, var secrets) ->
                Map.of(
                        "kind", "dockerfile",
                        "path", dockerfile,
                        "content", tree.id(dockerfile),
                        "ignored", tree.id(dockerfile + ".dockerignore"),
                        "target", target,
                        "arguments", arguments,
                        "secrets", secrets);
            case Recipe.Program(
                    var context,
                    var program,
                    var version,
                    var command,
                    var files,
                    var environment,
                    var secrets) ->
                Map.of(
                        "kind", "program",
                        "program", program,
                        "version", version,
                        "command", command,
                        "files", files,
                        "environment", environment,
                        "secrets", secrets);
        };
    }
}
