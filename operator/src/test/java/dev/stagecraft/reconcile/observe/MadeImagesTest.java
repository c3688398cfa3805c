package dev.stagecraft.reconcile.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.sandbox.host.FileTree;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which images of the source exist already, as planning sees it. */
class MadeImagesTest {
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final String ACME = "registry.example.com/acme";
    private static final String WEB = "web: {build: web, image: " + ACME + "/web}";
    private static final String ON_HOSTS = "  build: {executor: host, role: app}\n";

    /** What the registry has; the rest it does not. */
    private final Map<String, ImageResolution> registry = new TreeMap<>();

    private final List<String> asked = new ArrayList<>();
    private final ImageWatch watch = new ImageWatch(
            (name, credentials, platform) -> {
                asked.add(name.toString());
                return registry.getOrDefault(name.toString(), new ImageResolution.NotFound("no"));
            },
            new Inline(),
            Clock.systemUTC(),
            resource -> {});

    private static Gathered gathered(String services, String build) {
        return gathered(services, build, new Gathering());
    }

    private static Gathered gathered(String services, String first, Gathering gathering) {
        var tree =
                FileTree.of(Map.of("web/Dockerfile", "FROM scratch\n", "jobs/Dockerfile", "FROM scratch\nCOPY . /\n"));
        return gathering
                .withSources((resource, location, occasion) -> new Sources.Answer.Found(tree))
                .complete(services, first + """
                          source: {git: {url: 'https://git.example.com/shop.git', ref: main}}
                          backend: {provider: generic}
                        """.indent(0));
    }

    private static Build only(Gathered gathered) {
        return gathered.fromSource().builds().getFirst();
    }

    private void has(String image, String digest) {
        registry.put(image, new ImageResolution.Resolved(digest, "application/json"));
    }

    /** The second look has the answer that the first one asked for. */
    private Pins look(Gathered gathered) {
        return watch.look(gathered, Duration.ofMinutes(5))
                .or(() -> watch.look(gathered, Duration.ofMinutes(5)))
                .orElseThrow();
    }

    private Pins.Pinned pinned(Gathered gathered) {
        return assertInstanceOf(Pins.Pinned.class, look(gathered));
    }

    private BuildTarget made(Gathered gathered) {
        return pinned(gathered).made().getFirst();
    }

    @Test
    void whatIsNotThereIsNamedByItsContentAndIsToBeMade() {
        var gathered = gathered(WEB, ON_HOSTS);
        var image = only(gathered).image();

        var found = pinned(gathered);

        assertEquals(Map.of("web", image), found.images());
        assertEquals(
                List.of(new BuildTarget(
                        List.of("web"),
                        image,
                        ACME + "/web:v1",
                        Optional.empty(),
                        false,
                        List.of("app"),
                        "host",
                        "from commit 0123456789ab")),
                found.made());
        assertEquals(List.of(image), asked, "no tag can name what is not there");
    }

    @Test
    void whatIsThereIsPinnedAndTaggedWhereTheTagNamesIt() {
        var gathered = gathered(WEB, ON_HOSTS);
        has(only(gathered).image(), ONE);
        has(ACME + "/web:v1", ONE);

        var found = pinned(gathered);

        assertEquals(Map.of("web", ACME + "/web@" + ONE), found.images());
        assertEquals(Optional.of(ONE), found.made().getFirst().digest());
        assertTrue(found.made().getFirst().tagged());
    }

    @Test
    void aTagThatNamesAnotherImageOrNoneIsYetToBeSet() {
        var gathered = gathered(WEB, ON_HOSTS);
        has(only(gathered).image(), ONE);
        assertFalse(made(gathered).tagged());

        has(ACME + "/web:v1", TWO);
        watch.forget(gathered.resource().uid());
        assertFalse(made(gathered).tagged());
        assertEquals(Optional.of(ONE), made(gathered).digest());
    }

    @Test
    void aTagWithoutTheImageOfTheSourceIsOfAnotherContent() {
        var gathered = gathered(WEB, ON_HOSTS);
        has(ACME + "/web:v1", TWO);

        assertEquals(Optional.empty(), made(gathered).digest());
    }

    @Test
    void anImageForAnotherPlatformIsMade() {
        var gathered = gathered(WEB, ON_HOSTS);
        registry.put(only(gathered).image(), new ImageResolution.WrongPlatform("only linux/s390x"));

        assertEquals(Optional.empty(), made(gathered).digest());
    }

    @Test
    void aRegistryThatDoesNotTellStopsPlanning() {
        var gathered = gathered(WEB, ON_HOSTS);
        has(only(gathered).image(), ONE);
        for (var image : List.of(only(gathered).image(), ACME + "/web:v1")) {
            assertEquals("ImageUnauthorized", refused(gathered, image, new ImageResolution.Unauthorized("no")));
            assertEquals("RegistryUnreachable", refused(gathered, image, new ImageResolution.Unreachable("no", false)));
            assertInstanceOf(
                    Pins.Trouble.class, answered(gathered, image, new ImageResolution.Unreachable("no", true)));
        }
    }

    @Test
    void aRepositoryThatALoginDoesNotSeeMayBeOneThatThePushMakes() {
        var secret = "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"p\"}}}";
        var gathered = gathered(
                WEB,
                "  project: {name: shop, registry: " + ACME + ", registrySecretRef: {name: registry}}\n",
                new Gathering().withSecret("registry", Map.of(".dockerconfigjson", secret)));
        registry.put(only(gathered).image(), new ImageResolution.Unauthorized("no"));

        assertEquals(Optional.empty(), made(gathered).digest());
    }

    private Pins answered(Gathered gathered, String image, ImageResolution answer) {
        watch.forget(gathered.resource().uid());
        var before = Optional.ofNullable(registry.put(image, answer));
        var pins = look(gathered);
        before.ifPresentOrElse(was -> registry.put(image, was), () -> registry.remove(image));
        return pins;
    }

    private String refused(Gathered gathered, String image, ImageResolution answer) {
        var refused = assertInstanceOf(Pins.Refused.class, answered(gathered, image, answer));
        assertEquals("spec.compose: services.web.image: no", refused.finding().message());
        return refused.finding().reason();
    }

    @Test
    void onlyWhatIsNotMadeMustBeThereAlready() {
        var gathered = gathered(WEB + ", db: {image: " + ACME + "/db}", ON_HOSTS);

        var refused = assertInstanceOf(Pins.Refused.class, look(gathered));
        assertEquals("ImageNotFound", refused.finding().reason());
        assertEquals("spec.compose: services.db.image: no", refused.finding().message());

        has(ACME + "/db:v1", TWO);
        watch.forget(gathered.resource().uid());
        assertEquals(
                Map.of("web", only(gathered).image(), "db", ACME + "/db@" + TWO),
                pinned(gathered).images());
    }

    @Test
    void servicesThatShareAnImageArePinnedTogether() {
        var gathered = gathered(
                "web: {build: web, image: " + ACME + "/app}, cron: {build: web, image: " + ACME + "/app},"
                        + " jobs: {build: jobs, image: " + ACME + "/jobs}",
                ON_HOSTS);
        has(only(gathered).image(), ONE);

        var found = pinned(gathered);

        assertEquals(
                List.of(List.of("cron", "web"), List.of("jobs")),
                found.made().stream().map(BuildTarget::services).toList());
        var images = new TreeMap<>(found.images());
        images.remove("jobs");
        assertEquals(Map.of("cron", ACME + "/app@" + ONE, "web", ACME + "/app@" + ONE), images);
    }

    @Test
    void onlyTheExecutorHostNeedsHosts() {
        assertEquals(
                List.of(),
                made(gathered(WEB, "  build: {executor: job, role: app}\n")).builders());
        assertEquals(
                List.of(),
                made(gathered(WEB, "  build: {executor: host, role: other}\n")).builders());
    }

    /** Who mends the spec after a refused build must not wait until images are looked up again. */
    @Test
    void aChangeOfWhoBuildsIsSeenAtOnce() {
        assertEquals(
                List.of(), made(gathered(WEB, "  build: {executor: job}\n")).builders());
        assertEquals(List.of("app"), made(gathered(WEB, ON_HOSTS)).builders());
    }
}
