package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.compose.ComposeProblem;
import dev.stagecraft.compose.ImageReference;
import dev.stagecraft.compose.ImageSelection;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How images are named, and which services share one. */
class BuildNamesTest {
    private static final FileTree TREE =
            FileTree.of(Map.of("web/Dockerfile", "FROM scratch\n", "api/Dockerfile", "FROM scratch\nCOPY . /\n"));
    private static final Secret KEY = Secret.of("fingerprint-key");

    private static BuildNames.Recipes recipe(String context, Map<String, Secret> secrets) {
        return new BuildNames.Recipes(
                new Recipe.Dockerfile(
                        context,
                        context + "/Dockerfile",
                        "",
                        new TreeMap<>(),
                        secrets.keySet().stream().sorted().toList()),
                secrets,
                List.of());
    }

    private static final BuildNames.Recipes WEB = recipe("web", Map.of());
    private static final BuildNames.Recipes API = recipe("api", Map.of());

    private static List<Build> named(Map<String, String> images, Map<String, BuildNames.Recipes> recipes, Secret key) {
        var references = new TreeMap<String, ImageReference>();
        images.forEach((service, image) ->
                references.put(service, ImageReference.parse(image).orElseThrow()));
        return new BuildNames(new ImageSelection.Selected(references), TREE, List.of("linux/amd64"), key)
                .of(new TreeMap<>(recipes));
    }

    @Test
    void aSecretThatIsBroughtElsewhereNamesTheImagesAnewAndIsBroughtWithTheFirst() {
        var images = Map.of(
                "api", "registry.example.com/acme/api:v1",
                "cron", "registry.example.com/acme/api:v1",
                "worker", "registry.example.com/acme/worker:v1");

        var first = named(images, pushing(API, "one", "prod"), KEY);
        var changed = named(images, pushing(API, "two", "prod"), KEY);
        var elsewhere = named(images, pushing(API, "one", "dev"), KEY);

        assertEquals(
                List.of(1, 0),
                first.stream().map(build -> build.pushes().size()).toList());
        assertEquals(List.of("api", "cron"), first.getFirst().services());
        assertEquals(first, named(images, pushing(API, "one", "prod"), KEY));
        for (var other : List.of(changed, elsewhere)) {
            assertNotEquals(first.getFirst().buildTag(), other.getFirst().buildTag());
            assertNotEquals(first.getLast().buildTag(), other.getLast().buildTag());
        }
    }

    private static Map<String, BuildNames.Recipes> pushing(BuildNames.Recipes recipes, String value, String type) {
        var with = new BuildNames.Recipes(
                recipes.recipe(),
                recipes.secrets(),
                List.of(new SecretPush("TOKEN", List.of("take", type, "TOKEN"), Secret.of(value))));
        return Map.of("api", with, "cron", with, "worker", with);
    }

    @Test
    void servicesThatRunTheSameImageShareOneBuild() {
        var image = "registry.example.com/acme/app:v1";

        var builds = named(
                Map.of("web", image, "cron", image, "worker", image),
                Map.of("web", WEB, "worker", WEB, "cron", WEB),
                KEY);

        assertEquals(1, builds.size());
        assertEquals(List.of("cron", "web", "worker"), builds.getFirst().services());
        assertEquals(image, builds.getFirst().released());
    }

    /** Compose users build it in one service, and use it in many. */
    @Test
    void servicesThatNobodyClaimsRunTheImageTheyName() {
        var images = new TreeMap<String, String>();
        images.put("web", "registry.example.com/acme/app:v1");
        images.put("cron", "registry.example.com/acme/app:v1");
        images.put("old", "registry.example.com/acme/app:v0");
        images.put("other", "registry.example.com/acme/api:v1");
        images.put("pinned", "registry.example.com/acme/app:v1@sha256:" + "1".repeat(64));

        var builds = named(images, Map.of("web", WEB), KEY);

        assertEquals(
                List.of(List.of("cron", "web")),
                builds.stream().map(Build::services).toList());
    }

    @Test
    void imagesOfBuildsAreToldByTheirContent() {
        var image = "registry.example.com/acme/app:v1";
        var builds = named(Map.of("web", image, "cron", image), Map.of("web", WEB), KEY);
        var content = builds.getFirst().image();

        assertEquals(
                Map.of("web", content, "cron", content, "db", "postgres@sha256:1"),
                new FromSource(Optional.empty(), builds, new TreeMap<>())
                        .named(Map.of("web", "app@sha256:2", "cron", "app@sha256:2", "db", "postgres@sha256:1")));
        assertEquals(Map.of(), new FromSource(Optional.empty(), builds, new TreeMap<>()).named(Map.of()));
    }

    @Test
    void theSameContentUnderOtherNamesIsBuiltForEach() {
        var builds = named(
                Map.of("web", "registry.example.com/acme/web:v1", "api", "registry.example.com/acme/api:v1"),
                Map.of("web", WEB, "api", WEB),
                KEY);

        assertEquals(
                List.of(List.of("api"), List.of("web")),
                builds.stream().map(Build::services).toList());
        assertEquals(builds.get(0).buildTag(), builds.get(1).buildTag());
    }

    @Test
    void anotherTagOfTheReleaseIsAnotherBuildOfTheSameImage() {
        var builds = named(
                Map.of("web", "registry.example.com/acme/app:v1", "cron", "registry.example.com/acme/app:v1-cron"),
                Map.of("web", WEB, "cron", WEB),
                KEY);

        assertEquals(
                List.of("registry.example.com/acme/app:v1-cron", "registry.example.com/acme/app:v1"),
                builds.stream().map(Build::released).toList());
        assertEquals(builds.get(0).image(), builds.get(1).image());
    }

    @Test
    void differentContentUnderOneTagIsRefused() {
        var image = "registry.example.com/acme/app:v1";

        var rejected = assertThrows(
                Rejected.class, () -> named(Map.of("api", image, "web", image), Map.of("web", WEB, "api", API), KEY));

        var why =
                assertInstanceOf(GatherResult.Refused.class, rejected.result()).finding();
        assertEquals("ComposeInvalid", why.reason());
        assertTrue(why.message().contains("services api and web are built differently"), why::message);
        assertTrue(why.message().contains(image), why::message);
    }

    @Test
    void anImageWithoutATagIsReleasedAsTheLatest() {
        var build = named(Map.of("web", "docker.io/acme/web"), Map.of("web", WEB), KEY)
                .getFirst();

        assertEquals("docker.io/acme/web:latest", build.released());
        assertTrue(build.image().startsWith("docker.io/acme/web:build-"), build::image);
    }

    @Test
    void secretsCountByAFingerprintThatOnlyThisResourceCanMake() {
        var images = Map.of("web", "registry.example.com/acme/web:v1");
        var one = Map.of("web", recipe("web", Map.of("npm", Secret.of("one"))));
        var two = Map.of("web", recipe("web", Map.of("npm", Secret.of("two"))));

        var tag = named(images, one, KEY).getFirst().buildTag();

        assertEquals(tag, named(images, one, KEY).getFirst().buildTag());
        assertNotEquals(tag, named(images, two, KEY).getFirst().buildTag());
        assertNotEquals(
                tag, named(images, one, Secret.of("another key")).getFirst().buildTag());
    }

    @Test
    void anImageThatCannotBeReadIsRefused() {
        var problem = new ComposeProblem(
                ComposeProblem.Code.INVALID,
                "",
                "services.web.image",
                OptionalInt.empty(),
                "'::' is not an image reference.");
        var names = new BuildNames(new ImageSelection.Refused(List.of(problem)), TREE, List.of("linux/amd64"), KEY);

        var rejected = assertThrows(Rejected.class, () -> names.of(new TreeMap<>(Map.of("web", WEB))));

        assertTrue(String.valueOf(rejected.getMessage()).contains("services.web.image"), rejected::getMessage);
    }
}
