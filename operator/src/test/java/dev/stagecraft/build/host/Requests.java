package dev.stagecraft.build.host;

import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests for builds. */
final class Requests {
    static final String IMAGE = "registry/shop/web:build-1";

    private Requests() {}

    static BuildRequest dockerfile(Map<String, String> files) {
        return of(IMAGE, recipe("", "Dockerfile"), FileTree.of(files), "linux/amd64");
    }

    static Recipe recipe(String context, String dockerfile, String... secrets) {
        return new Recipe.Dockerfile(context, dockerfile, "", new TreeMap<>(), List.of(secrets));
    }

    static Recipe program(Map<String, String> files, Map<String, String> environment) {
        return new Recipe.Program("", "encore", "v1", List.of("encore", "{image}"), files, environment, List.of());
    }

    static BuildRequest of(String image, Recipe recipe, SourceTree tree, String... platforms) {
        return new BuildRequest(
                "web",
                image,
                recipe,
                tree,
                new GitLocation("https://git.example.com/shop.git", tree.commit(), Optional.empty()),
                List.of(platforms),
                new TreeMap<>(),
                Map.of(),
                Secret.of(""),
                Duration.ofMinutes(1));
    }
}
