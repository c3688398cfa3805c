package dev.stagecraft.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.source.SourceTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What names an image: all that goes into it, and nothing else. */
class BuildKeyTest {
    private static final FileTree TREE = FileTree.of(Map.of(
            "web/index.html", "one",
            "web/Dockerfile", "FROM scratch\n",
            "docker/web.Dockerfile", "FROM scratch\nCOPY . /\n",
            "docs/readme.md", "hello"));
    private static final List<String> AMD64 = List.of("linux/amd64");

    private static Recipe.Dockerfile dockerfile(
            String context, String file, String target, Map<String, String> arguments, String... secrets) {
        return new Recipe.Dockerfile(context, file, target, new TreeMap<>(arguments), List.of(secrets));
    }

    private static final Recipe FILE = dockerfile("web", "docker/web.Dockerfile", "app", Map.of("A", "1"), "npm");

    private static Recipe program(
            String name, String version, List<String> command, Map<String, String> files, Map<String, String> env) {
        return new Recipe.Program("web", name, version, command, files, env, List.of("npm"));
    }

    private static final List<String> COMMAND = List.of("encore", "build", "{image}");
    private static final Recipe PROGRAM =
            program("encore", "v1", COMMAND, Map.of("infra.json", "{}"), Map.of("CI", "1"));

    private static String tag(Recipe recipe, SourceTree tree) {
        return BuildKey.tag(recipe, tree, AMD64, new TreeMap<>(Map.of("values", "print")));
    }

    static Stream<Arguments> otherRecipes() {
        return Stream.of(
                Arguments.of(
                        "context", FILE, dockerfile("docs", "docker/web.Dockerfile", "app", Map.of("A", "1"), "npm")),
                Arguments.of("path", FILE, dockerfile("web", "web/Dockerfile", "app", Map.of("A", "1"), "npm")),
                Arguments.of("target", FILE, dockerfile("web", "docker/web.Dockerfile", "", Map.of("A", "1"), "npm")),
                Arguments.of(
                        "argument", FILE, dockerfile("web", "docker/web.Dockerfile", "app", Map.of("A", "2"), "npm")),
                Arguments.of("no argument", FILE, dockerfile("web", "docker/web.Dockerfile", "app", Map.of(), "npm")),
                Arguments.of(
                        "argument's name",
                        FILE,
                        dockerfile("web", "docker/web.Dockerfile", "app", Map.of("B", "1"), "npm")),
                Arguments.of(
                        "secret's id",
                        FILE,
                        dockerfile("web", "docker/web.Dockerfile", "app", Map.of("A", "1"), "pip")),
                Arguments.of("no secret", FILE, dockerfile("web", "docker/web.Dockerfile", "app", Map.of("A", "1"))),
                Arguments.of("kind", FILE, PROGRAM),
                Arguments.of(
                        "program",
                        PROGRAM,
                        program("nix", "v1", COMMAND, Map.of("infra.json", "{}"), Map.of("CI", "1"))),
                Arguments.of(
                        "version",
                        PROGRAM,
                        program("encore", "v2", COMMAND, Map.of("infra.json", "{}"), Map.of("CI", "1"))),
                Arguments.of(
                        "order of the command",
                        PROGRAM,
                        program(
                                "encore",
                                "v1",
                                List.of("encore", "{image}", "build"),
                                Map.of("infra.json", "{}"),
                                Map.of("CI", "1"))),
                Arguments.of(
                        "file's content",
                        PROGRAM,
                        program("encore", "v1", COMMAND, Map.of("infra.json", "{ }"), Map.of("CI", "1"))),
                Arguments.of(
                        "file's name",
                        PROGRAM,
                        program("encore", "v1", COMMAND, Map.of("i.json", "{}"), Map.of("CI", "1"))),
                Arguments.of(
                        "environment",
                        PROGRAM,
                        program("encore", "v1", COMMAND, Map.of("infra.json", "{}"), Map.of("CI", "0"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRecipes")
    void everyFieldOfARecipeCounts(String field, Recipe one, Recipe other) {
        assertNotEquals(tag(one, TREE), tag(other, TREE), field);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void whatIsInTheContextAndItsDockerfileCounts(String path, Recipe recipe) {
        assertNotEquals(tag(recipe, TREE), tag(recipe, TREE.with(path, "something else")), path);
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("web/index.html", FILE),
                Arguments.of("web/new/file", FILE),
                Arguments.of("web/.dockerignore", FILE),
                Arguments.of("docker/web.Dockerfile", FILE),
                Arguments.of("docker/web.Dockerfile.dockerignore", FILE),
                Arguments.of("web/index.html", PROGRAM),
                // The root of the repository is a context as any other.
                Arguments.of("docs/readme.md", dockerfile("", "docker/web.Dockerfile", "", Map.of())));
    }

    @Test
    void restOfTheRepositoryAndTheCommitCountForNothing() {
        for (var recipe : List.of(FILE, PROGRAM)) {
            var tag = tag(recipe, TREE);

            assertEquals(tag, tag(recipe, TREE.at("f".repeat(40))));
            assertEquals(tag, tag(recipe, TREE.with("docs/readme.md", "changed")));
            assertEquals(tag, tag(recipe, TREE.with("website/index.html", "begins as the context does")));
            assertEquals(tag, tag(recipe, TREE.with("docker/api.Dockerfile", "of another service")));
            assertEquals(tag, tag(recipe, TREE.with(".dockerignore", "of another context")));
        }
    }

    @Test
    void platformsCount() {
        var none = new TreeMap<String, String>();
        var amd64 = BuildKey.tag(FILE, TREE, AMD64, none);

        assertNotEquals(amd64, BuildKey.tag(FILE, TREE, List.of("linux/arm64"), none));
        assertNotEquals(amd64, BuildKey.tag(FILE, TREE, List.of("linux/amd64", "linux/arm64"), none));
    }

    @Test
    void fingerprintsOfSecretsCount() {
        var one = tag(FILE, TREE);

        assertNotEquals(one, BuildKey.tag(FILE, TREE, AMD64, new TreeMap<>(Map.of("values", "another print"))));
        assertNotEquals(one, BuildKey.tag(FILE, TREE, AMD64, new TreeMap<>()));
    }

    @Test
    void orderOfMapsCountsForNothing() {
        var forwards = new LinkedHashMap<String, String>();
        var backwards = new LinkedHashMap<String, String>();
        for (int i = 0; i < 9; i++) {
            forwards.put("k" + i, "v" + i);
            backwards.put("k" + (8 - i), "v" + (8 - i));
        }

        assertEquals(
                tag(dockerfile("web", "web/Dockerfile", "", forwards), TREE),
                tag(dockerfile("web", "web/Dockerfile", "", backwards), TREE));
        assertEquals(
                tag(program("encore", "v1", COMMAND, forwards, forwards), TREE),
                tag(program("encore", "v1", COMMAND, backwards, new HashMap<>(forwards)), TREE));
    }

    /** Were it to change with a version of the operator, every image would be built again: do that on purpose only. */
    @Test
    void tagsStayTheSameOverVersionsOfTheOperator() {
        assertEquals("build-82b911d1273753f64e09", tag(FILE, TREE));
        assertEquals("build-d107d63572f435c45480", tag(PROGRAM, TREE));
    }

    @Test
    void tagIsOneThatRegistriesTake() {
        for (var recipe : List.of(FILE, PROGRAM)) {
            var tag = tag(recipe, TREE);
            assertTrue(tag.matches("build-[0-9a-f]{20}"), tag);
        }
    }
}
