package dev.stagecraft.provider.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.backend.generic.GenericBackend;
import dev.stagecraft.source.SourceTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileProviderTest {
    private static final SourceTree TREE = FakeTree.of(
            "Dockerfile", "api/Dockerfile", "api/prod.Dockerfile", "worker/Dockerfile", "deploy/compose.yml");
    private static final BackendProvider PROVIDER = new GenericBackend();

    @Test
    void bothKindsAreFoundOnTheClassPath() {
        assertEquals(
                "generic",
                ProviderRegistry.load("backend", BackendProvider.class)
                        .find("generic")
                        .orElseThrow()
                        .id());
        assertEquals(
                "generic",
                ProviderRegistry.load("frontend", FrontendProvider.class)
                        .find("generic")
                        .orElseThrow()
                        .id());
    }

    @Test
    void withoutAWordItIsTheDockerfileAtTheRoot() {
        assertEquals(
                recipe("", "Dockerfile", "", Map.of()),
                built(AppRequests.request("", TREE, "web")).get("web"));
    }

    @Test
    void aMonorepoHasARecipeForEachService() {
        String config = """
                build: {context: api, args: {LEVEL: "1", WHO: all}, secrets: {npm: {name: t, key: k}}}
                services:
                  worker: {build: {context: ./worker/, target: run, args: {WHO: worker}}}
                """;
        assertEquals(
                Map.of(
                        "web",
                        new Recipe.Dockerfile(
                                "api",
                                "api/Dockerfile",
                                "",
                                new TreeMap<>(Map.of("LEVEL", "1", "WHO", "all")),
                                List.of("npm")),
                        "worker",
                        new Recipe.Dockerfile(
                                "worker",
                                "worker/Dockerfile",
                                "run",
                                new TreeMap<>(Map.of("LEVEL", "1", "WHO", "worker")),
                                List.of("npm"))),
                built(AppRequests.request(config, TREE, "web", "worker")));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "../api | api | api/Dockerfile | ''",
                "{context: ../api, dockerfile: prod.Dockerfile, target: x} | api | api/prod.Dockerfile | x",
                "{context: ../api, dockerfile: ../worker/Dockerfile} | api | worker/Dockerfile | ''",
                "{context: .., cache_from: [x], cache_to: [y], no_cache: true, pull: true, tags: [z]} | '' | Dockerfile | ''",
                "{context: .., privileged: false, ssh: [], extra_hosts: {}, x-mine: {a: b}, shm_size: ''} | '' | Dockerfile | ''",
                "{dockerfile: ../worker/Dockerfile} | deploy | worker/Dockerfile | ''",
                "{context: .., dockerfile: null, args: null, target: ''} | '' | Dockerfile | ''",
            },
            delimiter = '|')
    void theComposeFileSaysWhatTheConfigurationDoesNot(String build, String context, String file, String target) {
        var request = AppRequests.request("", TREE, Map.of("web", build), "deploy", "web");
        assertEquals(recipe(context, file, target, Map.of()), built(request).get("web"));
    }

    @Test
    void theConfigurationGoesBeforeTheComposeFile() {
        var request = AppRequests.request(
                "{build: {dockerfile: prod.Dockerfile, args: {A: config, E: given}}}",
                TREE,
                Map.of("web", "{context: api, dockerfile: Dockerfile, args: [A=compose, B=2=3, E]}"),
                "",
                "web");
        assertEquals(
                recipe("api", "api/prod.Dockerfile", "", Map.of("A", "config", "B", "2=3", "E", "given")),
                built(request).get("web"));
    }

    @Test
    void argumentsAreTextWhateverTheyLookLike() {
        var request =
                AppRequests.request("", TREE, Map.of("web", "{context: ., args: {A: 1, B: true, C: ''}}"), "", "web");
        assertEquals(
                recipe("", "Dockerfile", "", Map.of("A", "1", "B", "true", "C", "")),
                built(request).get("web"));
    }

    @Test
    void secretsOfTheComposeFileNeedAReference() {
        var builds = Map.of("web", "{context: ., secrets: [npm, {source: other, target: pip}]}");
        String config = "{build: {secrets: {npm: {name: t, key: a}, pip: {name: t, key: b}}}}";
        assertEquals(
                List.of(List.of("npm", "pip")),
                built(AppRequests.request(config, TREE, builds, "", "web")).values().stream()
                        .map(Recipe::secrets)
                        .toList());
        assertEquals(
                "The build in the compose file reads the secret 'npm'; say under build.secrets of the provider's"
                        + " configuration which key of which Secret it is.",
                refused(AppRequests.request("", TREE, builds, "", "web")).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "additional_contexts: {a: b}",
                "ssh: [default]",
                "network: host",
                "privileged: true",
                "dockerfile_inline: FROM scratch",
                "labels: {a: b}",
                "platforms: [linux/arm64]",
                "shm_size: 64",
                "entitlements: [network.host]",
                "something_new: 1.5",
            })
    void whatCannotBeKeptIsRefused(String line) {
        var refused = refused(AppRequests.request("", TREE, Map.of("web", "context: .\n" + line), "", "web"));
        assertEquals(ErrorCode.INVALID_CONFIG, refused.code());
        assertEquals("services.web.build", refused.path());
        String key = line.substring(0, line.indexOf(':'));
        assertEquals(
                "services.web.build." + key + " in the compose file cannot be kept",
                refused.message().substring(0, refused.message().indexOf(": ")));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "https://example.com/a.git#main | .context in the compose file is fetched from elsewhere",
                "git@example.com:a/b.git | .context in the compose file is fetched from elsewhere",
                "../other | .context in the compose file leaves the source",
                "{context: {a: b}} | .context in the compose file is not text.",
                "{args: 7} | .args in the compose file is neither a list nor an object.",
                "{args: {A: [b]}} | .args.A in the compose file is not text.",
                "{secrets: {a: b}} | .secrets in the compose file is no list.",
                "{secrets: [{uid: '1'}]} | .secrets in the compose file names a secret without a source.",
                "7 | ' in the compose file is neither a directory nor an object.'",
            },
            delimiter = '|')
    void aBuildThatCannotBeReadIsRefused(String build, String why) {
        var refused = refused(AppRequests.request("", TREE, Map.of("web", build), "", "web"));
        assertEquals(ErrorCode.INVALID_CONFIG, refused.code());
        assertEquals("services.web.build" + why, refused.message().substring(0, why.length() + 18));
    }

    @ParameterizedTest
    @ValueSource(strings = {"args: [TOKEN]", "args: {TOKEN: null}"})
    void anArgumentWithoutAValueIsAskedFor(String args) {
        var refused = refused(AppRequests.request("", TREE, Map.of("web", args), "", "web"));
        assertEquals(
                "The compose file gives the build argument 'TOKEN' no value; give it one under build.args of the"
                        + " provider's configuration.",
                refused.message());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{build: {context: web}} | INVALID_PROJECT | services.web.build.context | There is no directory 'web'",
                "{build: {context: Dockerfile}} | INVALID_PROJECT | services.web.build.context | 'Dockerfile' must be a directory",
                "{build: {dockerfile: x}} | INVALID_PROJECT | services.web.build.dockerfile | There is no file 'x'",
                "{build: {context: deploy}} | INVALID_PROJECT | services.web.build.dockerfile | There is no file 'deploy/Dockerfile'",
                "{build: {dockerfile: ../x}} | INVALID_CONFIG | services.web.build.dockerfile | '../x' seen from '.' is no file",
                "{build: {dockerfile: .}} | INVALID_CONFIG | services.web.build.dockerfile | '.' seen from '.' is no file",
                "{services: {api: {}}} | INVALID_CONFIG | services.api | 'api' is not among the services of this provider: web.",
            },
            delimiter = '|',
            quoteCharacter = '"')
    void aSourceThatDoesNotFitIsRefused(String config, ErrorCode code, String path, String begins) {
        var refused = refused(AppRequests.request(config, TREE, "web"));
        assertEquals(
                List.of(code, path, begins),
                List.of(refused.code(), refused.path(), refused.message().substring(0, begins.length())));
    }

    @Test
    void aPersonRunsEachServiceFromItsDirectory() {
        String config = """
                dev: {command: [npm, run, dev]}
                services:
                  worker: {dev: {command: [npm, run, worker], directory: worker}}
                """;
        var request = AppRequests.request(config, TREE, Map.of("web", "api"), "", "web", "worker");
        assertEquals(
                Map.of(
                        "web", new DevCommand("api", List.of("npm", "run", "dev"), Map.of()),
                        "worker", new DevCommand("worker", List.of("npm", "run", "worker"), Map.of())),
                PROVIDER.dev(request));
        assertEquals(Map.of(), PROVIDER.dev(AppRequests.request("", TREE, "web")));
    }

    private static Recipe.Dockerfile recipe(
            String context, String dockerfile, String target, Map<String, String> arguments) {
        return new Recipe.Dockerfile(context, dockerfile, target, new TreeMap<>(arguments), List.of());
    }

    private static Map<String, Recipe> built(AppRequest request) {
        return assertInstanceOf(AppAnswer.Described.class, PROVIDER.describe(request))
                .recipes();
    }

    private static AppAnswer.Refused refused(AppRequest request) {
        return assertInstanceOf(AppAnswer.Refused.class, PROVIDER.describe(request));
    }
}
