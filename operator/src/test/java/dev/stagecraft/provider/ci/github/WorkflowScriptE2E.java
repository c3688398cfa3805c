package dev.stagecraft.provider.ci.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The scripts of the workflow file under the bash, jq and git of this machine, as a runner of GitHub's has them. Programs that would reach
 * out are stood in for: they note their words.
 */
@Timeout(120)
class WorkflowScriptE2E {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    private static final String HOSTILE = "a 'b' \"c\"\n$(touch hacked) `touch hacked` \\ *";

    @TempDir
    Path directory;

    private Path words = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    private record Ran(int exit, String printed) {}

    @BeforeEach
    void standIns() throws IOException {
        words = directory.resolve("words");
        stub(
                "docker",
                "case \"$*\" in *imagetools*) exit ${EXISTS:-1};; esac; printf '%s\\0' \"$@\" >> '" + words + "'\n");
        stub("kubectl", """
                stat -c %%a "$KUBECONFIG" > '%s.mode'; cp "$KUBECONFIG" '%s.config'
                case "$*" in *" get "*) printf '%%s' "${REF:-}"; exit 0;; esac
                printf '%%s\\0' "$@" >> '%s'
                """.formatted(words, words, words));
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("GITHUB_WORKSPACE", directory.toString());
        environment.put("RUNNER_TEMP", directory.toString());
        environment.put("HOME", directory.toString());
        environment.put("IMAGE", Scene.IMAGE);
        environment.put("COMMIT", SHA);
        environment.put("CONTEXT", "back end");
        environment.put("DOCKERFILE", "back end/Dockerfile");
        environment.put("TARGET", "");
        environment.put("PLATFORMS", "linux/amd64,linux/arm64");
        environment.put("VERSION", SHA);
        options(List.of());
    }

    @Test
    void theWordsOfTheBuildAreWhatWasAskedForByteForByte() throws Exception {
        environment.put("TARGET", "prod");
        assertEquals(new Ran(0, ""), run("build", "Build and push", Configs.PLAIN));
        assertEquals(
                List.of(
                        "buildx",
                        "build",
                        "--push",
                        "--provenance=false",
                        "--tag",
                        Scene.IMAGE,
                        "--platform",
                        "linux/amd64,linux/arm64",
                        "--file",
                        directory + "/back end/Dockerfile",
                        "--cache-from",
                        "type=registry,ref=registry.example.com/acme/web:buildcache",
                        "--cache-to",
                        "type=registry,ref=registry.example.com/acme/web:buildcache,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true",
                        "--target",
                        "prod",
                        "--build-arg",
                        "EMPTY=",
                        "--build-arg",
                        "HOSTILE=" + HOSTILE,
                        "--label",
                        "dev.stagecraft.release=rel-1",
                        directory + "/back end"),
                words());
        assertFalse(Files.exists(directory.resolve("hacked")));
    }

    @Test
    void anImageThatExistsIsNotBuiltAgain() throws Exception {
        environment.put("EXISTS", "0");
        assertEquals(new Ran(0, "The image exists already.\n"), run("build", "Build and push", Configs.PLAIN));
        assertEquals(List.of(), words());
    }

    @Test
    void aSecretIsGivenByVariableAndOnlyWhereItIsAskedFor() throws Exception {
        options(List.of("npm"));
        environment.put("BUILD_SECRET_1", "5ecret value");
        assertEquals(0, run("build", "Build and push", Configs.GIT).exit());
        assertTrue(words().contains("id=npm,env=BUILD_SECRET_1"), words()::toString);
        assertFalse(words().toString().contains("5ecret") || words().toString().contains("pip"));
    }

    @Test
    void aSecretThatIsNotThereEndsTheBuild() throws Exception {
        options(List.of("npm"));
        environment.put("BUILD_SECRET_1", "");
        var missing = run("build", "Build and push", Configs.GIT);
        var unknown = run("build", "Build and push", Configs.PLAIN);
        assertEquals(
                new Ran(
                        1,
                        "::error::The secret BUILD_SECRET_1 stands for is not in the repository's secrets for Actions.\n"),
                missing);
        assertEquals(new Ran(1, "::error::This file knows no secret of that id. Put the current one here.\n"), unknown);
        assertEquals(List.of(), words());
    }

    @Test
    void optionsThatCannotBeReadEndTheBuild() throws Exception {
        for (var broken : List.of("", "{", "{}", "[]")) {
            environment.put("OPTIONS", broken);
            assertNotEquals(0, run("build", "Build and push", Configs.PLAIN).exit(), broken);
        }
        assertEquals(List.of(), words());
    }

    @Test
    void onlyImagesBelowTheRegistryAndWholeCommitsAreBuilt() throws Exception {
        environment.put("REGISTRY", "registry.example.com/acme");
        assertEquals(new Ran(0, ""), run("build", "Check what was asked for", Configs.PLAIN));
        for (var wrong : List.of(
                Map.of("IMAGE", "registry.example.com/acme2/web:1"),
                Map.of("IMAGE", "evil.example.com/registry.example.com/acme/web:1"),
                Map.of("COMMIT", "main"),
                Map.of("COMMIT", SHA + "\n--x"))) {
            var before = Map.copyOf(environment);
            environment.putAll(wrong);
            assertEquals(
                    1, run("build", "Check what was asked for", Configs.PLAIN).exit(), wrong::toString);
            environment.putAll(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"build", "images"})
    void whatIsBuiltIsTheCommitByteForByteAndNothingOfGit(String job) throws Exception {
        // Given
        repository("version: v1\n");
        var files = Map.of(
                ".gitattributes",
                        "*.txt text eol=crlf\n*.c ident\n*.up filter=shout\n*.utf working-tree-encoding=UTF-16\n",
                "a.txt", "one\ntwo\n",
                "b.c", "$Id$\n",
                "c.up", "quiet\n",
                "d.utf", "word\n");
        for (var file : files.entrySet()) {
            Files.writeString(directory.resolve("clone").resolve(file.getKey()), file.getValue());
        }
        // As they were put there, whatever the attributes would make of them.
        Files.createDirectories(directory.resolve("clone/.git/info"));
        Files.writeString(
                directory.resolve("clone/.git/info/attributes"), "* -text -ident -filter -working-tree-encoding\n");
        git("clone", "add", ".");
        git("clone", "commit", "--quiet", "--message", "attributes");
        git("clone", "push", "--quiet", "origin", "HEAD:main");
        Files.delete(directory.resolve("clone/.git/info/attributes"));
        git("clone", "config", "filter.shout.smudge", "tr a-z A-Z");
        Files.delete(directory.resolve("clone/.git/index"));
        git("clone", "reset", "--quiet", "--hard");
        assertEquals("one\r\ntwo\r\n", Files.readString(directory.resolve("clone/a.txt")), "the attributes count");
        assertEquals("QUIET\n", Files.readString(directory.resolve("clone/c.up")), "the filter is at work");

        // When
        var ran = run(job, "Leave nothing but the files of the commit", Configs.GIT);

        // Then
        assertEquals(new Ran(0, ""), ran);
        for (var file : files.entrySet()) {
            assertEquals(
                    file.getValue(), Files.readString(directory.resolve("clone").resolve(file.getKey())));
        }
        try (var left = Files.list(directory.resolve("clone"))) {
            assertEquals(
                    Set.of(".gitattributes", "a.txt", "b.c", "c.up", "d.utf", "deploy"),
                    left.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void theVersionIsCommittedWhereTheMarkIs() throws Exception {
        // Given
        var file = """
                metadata: {name: shop-prod} # kept
                spec:
                  version: v1 # stagecraft:version
                  source:
                    git:
                      ref: "0123" # stagecraft:version
                  other: v1
                """;
        repository(file);
        environment.put("FILE", "deploy/shop.yaml");
        environment.put("BRANCH", "main");

        // When
        var ran = run("version", "Commit the version", Configs.GIT);
        var again = run("version", "Commit the version", Configs.GIT);

        // Then
        assertEquals(0, ran.exit(), ran::printed);
        assertEquals(new Ran(0, ""), again);
        assertEquals(
                file.replace("v1 # s", "\"" + SHA + "\" # s").replace("\"0123\"", "\"" + SHA + "\""),
                git("remote", "show", "main:deploy/shop.yaml"));
        assertEquals("Release " + SHA + "\nfirst\n", git("remote", "log", "--format=%s", "main"));
    }

    @Test
    void aBranchThatMovedOnIsFollowed() throws Exception {
        repository("version: v1 # stagecraft:version\n");
        git("other", "commit", "--quiet", "--allow-empty", "--message", "theirs");
        git("other", "push", "--quiet", "origin", "HEAD:main");
        environment.put("FILE", "deploy/shop.yaml");
        environment.put("BRANCH", "main");
        var ran = run("version", "Commit the version", Configs.GIT);
        assertEquals(0, ran.exit(), ran::printed);
        assertEquals("Release " + SHA + "\ntheirs\nfirst\n", git("remote", "log", "--format=%s", "main"));
    }

    @Test
    void aFileWithoutTheMarkIsTold() throws Exception {
        repository("version: v1\n");
        environment.put("FILE", "deploy/shop.yaml");
        environment.put("BRANCH", "main");
        var ran = run("version", "Commit the version", Configs.GIT);
        assertEquals(1, ran.exit());
        assertTrue(ran.printed().contains("No line of deploy/shop.yaml ends in '# stagecraft:version'"), ran::printed);
    }

    @Test
    void theResourceIsPatchedWithAKubeconfigThatIsGoneAfterwards() throws Exception {
        environment.put("CONTENT", "kind: Config\n");
        environment.put("NAMESPACE", "shop");
        environment.put("NAME", "shop-prod");
        var plain = List.of(
                "--namespace",
                "shop",
                "patch",
                "stagecrafts.stagecraft.dev",
                "shop-prod",
                "--type",
                "merge",
                "--patch",
                "{\"spec\":{\"version\":\"" + SHA + "\"}}");

        assertEquals(0, run("version", "Patch the resource", Configs.KUBECTL).exit());

        assertEquals(plain, words());
        assertEquals("600\n", Files.readString(Path.of(words + ".mode")));
        assertEquals("kind: Config\n", Files.readString(Path.of(words + ".config")));
        assertFalse(Files.exists(directory.resolve("stagecraft-kubeconfig")));

        Files.delete(words);
        environment.put("REF", "v1");
        assertEquals(0, run("version", "Patch the resource", Configs.KUBECTL).exit());
        assertEquals(
                "{\"spec\":{\"version\":\"%s\",\"source\":{\"git\":{\"ref\":\"%s\"}}}}".formatted(SHA, SHA),
                words().getLast());
    }

    private void options(List<String> secrets) {
        var options = JsonNodeFactory.instance.objectNode();
        options.putObject("arguments").put("EMPTY", "").put("HOSTILE", HOSTILE);
        options.putObject("labels").put("dev.stagecraft.release", "rel-1");
        secrets.forEach(options.putArray("secrets")::add);
        environment.put("OPTIONS", options.toString());
    }

    private void repository(String content) throws Exception {
        Files.writeString(
                directory.resolve(".gitconfig"),
                "[user]\n name = t\n email = t@example.com\n[init]\n defaultBranch = main\n");
        git("", "init", "--quiet", "--bare", "remote");
        git("", "clone", "--quiet", "remote", "clone");
        Files.createDirectories(directory.resolve("clone/deploy"));
        Files.writeString(directory.resolve("clone/deploy/shop.yaml"), content);
        git("clone", "add", ".");
        git("clone", "commit", "--quiet", "--message", "first");
        git("clone", "push", "--quiet", "origin", "HEAD:main");
        git("", "clone", "--quiet", "--branch", "main", "remote", "other");
    }

    private String git(String where, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var ran = run(directory.resolve(where), command);
        assertEquals(0, ran.exit(), ran::printed);
        return ran.printed()
                .lines()
                .filter(line -> !line.startsWith("warning:"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    /** As GitHub runs a step: bash, told to end at the first failure. */
    private Ran run(String job, String step, String config) throws Exception {
        JsonNode workflow = new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Configs.workflow(config, "registry.example.com/acme")
                                .content()));
        for (var found : workflow.path("jobs").path(job).path("steps")) {
            if (found.path("name").asText().equals(step)) {
                var script = directory.resolve("script.sh");
                Files.writeString(script, found.path("run").asText());
                var clone = directory.resolve("clone");
                return run(Files.exists(clone) ? clone : directory, List.of("bash", "-e", script.toString()));
            }
        }
        throw new AssertionError("there is no step " + step);
    }

    private Ran run(Path where, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), printed);
    }

    private List<String> words() throws IOException {
        return Files.exists(words) ? List.of(Files.readString(words).split("\0")) : List.of();
    }

    private void stub(String name, String script) throws IOException {
        var file = Files.createDirectories(directory.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
