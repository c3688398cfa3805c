package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which services are built from the source, and how. */
class BuildGatherTest {
    private static final String SOURCE = "  source: {git: {url: 'https://git.example.com/shop.git', ref: main}}\n";
    private static final String GENERIC = SOURCE + "  backend: {provider: generic}\n";
    private static final String TWO = "web: {build: web, image: registry.example.com/acme/web},"
            + " worker: {build: {context: jobs, dockerfile: ../docker/worker}, image: registry.example.com/acme/worker},"
            + " db: {image: 'postgres:18'}";

    private FileTree tree = FileTree.of(Map.of(
            "Dockerfile", "FROM scratch\n",
            "web/Dockerfile", "FROM scratch\nARG A\n",
            "jobs/main", "one",
            "docker/worker", "FROM scratch\n"));

    private final Gathering gathering =
            new Gathering().withSources((resource, location, occasion) -> new Sources.Answer.Found(tree));

    private List<Build> builds(String services, String spec) {
        return gathering.complete(services, spec).fromSource().builds();
    }

    private static List<List<String>> services(List<Build> builds) {
        return builds.stream().map(Build::services).toList();
    }

    @Test
    void servicesThatTheFileHasBuiltAreClaimedWhereNoneIsListed() {
        var builds = builds(TWO, GENERIC);

        assertEquals(List.of(List.of("web"), List.of("worker")), services(builds));
        var worker = builds.get(1);
        assertEquals(new Recipe.Dockerfile("jobs", "docker/worker", "", new TreeMap<>(), List.of()), worker.recipe());
        assertEquals("registry.example.com/acme/worker:v1", worker.released());
        assertEquals(List.of("linux/amd64"), worker.platforms());
    }

    @Test
    void onlyTheServicesThatAreListedAreClaimed() {
        assertEquals(
                List.of(List.of("worker")),
                services(builds(TWO, SOURCE + "  backend: {provider: generic, services: [worker]}\n")));
        assertEquals(
                List.of(List.of("db"), List.of("web")),
                services(builds(
                        "web: {image: registry.example.com/acme/web}, db: {image: registry.example.com/acme/db}",
                        SOURCE + "  backend: {provider: generic, services: [web, db]}\n")),
                "also one without a build in the file, by the Dockerfile of the root");
    }

    @Test
    void backendAndFrontendClaimServicesOfTheirOwn() {
        var both = SOURCE
                + "  backend: {provider: generic, services: [worker]}\n  frontend: {provider: generic, services: [web]}\n";
        assertEquals(List.of(List.of("web"), List.of("worker")), services(builds(TWO, both)));

        var refused = gathering.refused(TWO, GENERIC + "  frontend: {provider: generic, services: [web]}\n");
        assertTrue(refused.contains("InvalidSpec"), refused);
        assertTrue(refused.contains("spec.frontend.services: service web is claimed by the backend"), refused);
    }

    @Test
    void aProviderThatNobodyKnowsIsRefusedWithThoseThatAre() {
        // Without a source as well: the spec is wrong whatever is built.
        for (var source : List.of(SOURCE, "")) {
            var backend = gathering.refused(TWO, source + "  backend: {provider: rails}\n");
            assertTrue(backend.contains("InvalidSpec") && backend.contains("spec.backend.provider: "), backend);
            assertTrue(backend.contains("'rails'; known: encore-ts, generic"), backend);
            var frontend = gathering.refused(TWO, source + "  frontend: {provider: rails}\n");
            assertTrue(frontend.contains("spec.frontend.provider: "), frontend);
            assertTrue(frontend.contains("'rails'; known: generic"), frontend);
        }
    }

    @Test
    void aServiceThatIsNotThereIsRefusedWithThoseThatAre() {
        var refused = gathering.refused(TWO, SOURCE + "  backend: {provider: generic, services: [web, nobody]}\n");

        assertTrue(refused.contains("spec.backend.services"), refused);
        assertTrue(refused.contains("no service nobody; it has: web, worker, db"), refused);
    }

    @Test
    void aProviderWithoutAnyServiceIsRefused() {
        var refused = gathering.refused("db: {image: postgres}", GENERIC);

        assertTrue(refused.contains("spec.backend.services: no service is named"), refused);
    }

    @Test
    void anExecutorThatNobodyKnowsIsRefusedAlsoWhereNothingIsBuilt() {
        for (var spec : List.of("", GENERIC)) {
            var refused = gathering.refused(TWO, spec + "  build: {executor: lambda}\n");
            assertTrue(refused.contains("spec.build.executor"), refused);
            assertTrue(
                    refused.contains("'lambda'; known: github. Without one, job and host are the executors."), refused);
        }
    }

    @Test
    void everyFaultOfTheConfigurationHasItsPath() {
        var refused = gathering.refused(TWO, SOURCE + """
                  backend:
                    provider: generic
                    providers: {generic: {build: {contxt: web}, services: {web: {build: {target: 7}}}}}
                """.indent(0));

        assertTrue(refused.contains("spec.backend.providers.generic.build.contxt"), refused);
        assertTrue(refused.contains("spec.backend.providers.generic.services.web.build.target"), refused);
    }

    @Test
    void whatTheProviderMissesInTheSourceHasItsPathAndItsCode() {
        var refused = gathering.refused("web: {build: gone, image: registry.example.com/acme/web}", GENERIC);

        assertTrue(refused.contains("InvalidProject"), refused);
        assertTrue(refused.contains("spec.backend.providers.generic.services.web.build.context: "), refused);
        assertTrue(refused.contains("holds Dockerfile, docker/, jobs/, web/"), refused);
    }

    @Test
    void anImageByDigestIsNotBuilt() {
        var refused = gathering.refused(
                "web: {build: web, image: 'registry.example.com/acme/web@sha256:" + "1".repeat(64) + "'}", GENERIC);

        assertTrue(refused.contains("ComposeInvalid"), refused);
        assertTrue(refused.contains("services.web.image names a digest"), refused);
    }

    private static final String WITH_SECRET = SOURCE + """
              backend:
                provider: generic
                services: [web]
                providers: {generic: {build: {secrets: {npm: {name: build, key: token}}}}}
            """.indent(0);

    @Test
    void secretsOfABuildAreReadAndShownNowhere() {
        gathering.withSecret("build", Map.of("token", "canary-build", "other", "unread"));

        var gathered = gathering.complete(TWO, WITH_SECRET);

        var build = gathered.fromSource().builds().getFirst();
        assertEquals(Map.of("npm", Secret.of("canary-build")), build.secrets());
        assertEquals(List.of("npm"), build.recipe().secrets());
        assertFalse(build.toString().contains("canary-build"), build::toString);
        assertFalse(gathered.sanitizer().clean("it printed canary-build").contains("canary-build"));
    }

    @Test
    void aSecretThatIsNotThereIsRefusedWithItsPath() {
        var missing = gathering.refused(TWO, WITH_SECRET);
        gathering.withSecret("build", Map.of("other", "x"));
        var keyless = gathering.refused(TWO, WITH_SECRET);

        var path = "spec.backend.providers.generic.build.secrets.npm";
        assertTrue(
                missing.contains("ReferenceNotFound") && missing.contains(path + ": there is no Secret build"),
                missing);
        assertTrue(keyless.contains(path + ".key: Secret build has no value under key token"), keyless);
    }

    @Test
    void aSecretThatChangedMakesAnotherImageAndAnotherRelease() {
        gathering.withSecret("build", Map.of("token", "one"));
        var one = gathering.complete(TWO, WITH_SECRET);
        var again = gathering.complete(TWO, WITH_SECRET);
        gathering.withSecret("build", Map.of("token", "two"));
        var two = gathering.complete(TWO, WITH_SECRET);

        assertEquals(one.inputsHash(), again.inputsHash());
        assertNotEquals(one.inputsHash(), two.inputsHash());
        assertNotEquals(
                one.fromSource().builds().getFirst().image(),
                two.fromSource().builds().getFirst().image());
    }

    @Test
    void contentOfTheSourceMakesAnotherReleaseOfTheSameVersion() {
        var one = gathering.complete(TWO, GENERIC);
        tree = tree.at("f".repeat(40)).with("docs/readme.md", "unrelated");
        var unrelated = gathering.complete(TWO, GENERIC);
        tree = tree.with("web/index.html", "changed");
        var changed = gathering.complete(TWO, GENERIC);

        assertEquals(one.inputsHash(), unrelated.inputsHash());
        assertNotEquals(one.inputsHash(), changed.inputsHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x${TOKEN}", "${TOKEN:-}", "${NONE:-$TOKEN}"})
    void noValueOfASecretIsABuildArgument(String value) {
        gathering.withSecret("env", Map.of("TOKEN", "canary-token"));
        var file = "web: {image: registry.example.com/acme/web, build: {context: web, args: {GIVEN: \"%s\"}}}"
                .formatted(value);

        var refused = gathering.refused(file, GENERIC + """
                  envFrom: [{secretRef: {name: env}}]
                """.indent(0));

        assertTrue(refused.contains("services.web.build takes a value from a Secret"), refused);
        assertFalse(refused.contains("canary-token"), refused);
    }

    @Test
    void plainVariablesAreBuildArguments() {
        var file = "web: {image: registry.example.com/acme/web, build: {context: web, args:"
                + " {PLAIN: \"$PLAIN\", STAGE: \"$STAGECRAFT_ENVIRONMENT\"}}}";

        var build =
                builds(file, GENERIC + "  env: [{name: PLAIN, value: seen}]\n").getFirst();

        assertEquals(
                Map.of("PLAIN", "seen", "STAGE", "prod"), Map.copyOf(((Recipe.Dockerfile) build.recipe()).arguments()));
    }

    @Test
    void nothingIsBuiltWithoutASourceOrAProvider() {
        gathering.withSources((resource, location, occasion) -> {
            throw new AssertionError("nothing is to be read");
        });

        assertEquals(
                FromSource.NOTHING,
                gathering.complete(TWO, "  backend: {provider: generic}\n").fromSource());
        assertEquals(
                FromSource.NOTHING,
                gathering
                        .complete(TWO, SOURCE + "  backend: {provider: none}\n")
                        .fromSource());
        assertEquals(FromSource.NOTHING, gathering.complete(TWO, SOURCE).fromSource());
    }

    @Test
    void aBuildIsFoundByItsImageOnly() {
        var gathered = gathering.complete(TWO, GENERIC).fromSource();
        var web = gathered.builds().getFirst();

        assertEquals(web, gathered.build(web.image()).orElseThrow());
        assertTrue(gathered.build(web.released()).isEmpty(), "the tag of the release may name another image");
    }
}
