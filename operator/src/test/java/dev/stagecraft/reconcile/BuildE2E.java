package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.CommandLines;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.RealSourceShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.Sentinel;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.ProjectOnHost;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a commit to containers: with a real engine that builds, a real registry that wants a login, and a real Git server. */
@Tag("e2e")
class BuildE2E {
    private static final Pattern SERVED = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private static final Pattern BUILT = Pattern.compile("\\w+:build-[0-9a-f]+");

    @TempDir
    static Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aCommitIsBuiltPushedAndRunByDigestAndNoSecretIsSeenAnywhere() throws Exception {
        try (var shop = new RealSourceShop(Equipment.COMPOSE_V2, directory);
                var processes = new CommandLines()) {
            // When
            release(shop, "v1");

            // Then
            var project = new ProjectOnHost(shop.application(), "shop-prod");
            var web = digest(shop, "web", "v1");
            var jobs = digest(shop, "jobs", "v1");
            assertEquals(Map.of("web", image(shop, "web", web), "worker", image(shop, "jobs", jobs)), project.images());
            assertEquals("shop web from-git\n", project.get("/"));
            assertEquals(
                    RealSourceShop.ENVIRONMENT.text(),
                    project.only("worker").environment().get("PASSWORD"));

            // When: a second commit changes one of the two
            shop.repository().write("worker/note", "two").commit("second");
            release(shop, "v2");

            // Then
            assertEquals(web, digest(shop, "web", "v2"), "what did not change is not built again");
            var changed = digest(shop, "jobs", "v2");
            assertNotEquals(jobs, changed);
            assertEquals(
                    Map.of("web", image(shop, "web", web), "worker", image(shop, "jobs", changed)), project.images());
            assertEquals(Map.of("web", 1L, "jobs", 2L), builds(processes));

            // When: a build fails and says its secret
            shop.repository()
                    .write("worker/Dockerfile", """
                    FROM %s
                    RUN --mount=type=secret,id=token echo "it is $(cat /run/secrets/token)" && exit 7
                    """.formatted(shop.base()))
                    .commit("third");
            shop.resources().apply(shop.manifest("v3"));
            var failed = shop.resources().awaitCondition("shop", "Stalled", "True", "BuildFailed");

            // Then
            assertTrue(Resources.message(failed, "Stalled").contains("exit"), Resources.message(failed, "Stalled"));
            assertEquals(
                    Map.of("web", image(shop, "web", web), "worker", image(shop, "jobs", changed)), project.images());
            search(shop, processes);
        }
    }

    /** How many images of a repository were built, as command lines tell. */
    private static Map<String, Long> builds(CommandLines processes) {
        return processes.seen().stream()
                .filter(line -> line.startsWith("docker build "))
                .flatMap(line -> BUILT.matcher(line).results())
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.groupingBy(image -> image.substring(0, image.indexOf(':')), Collectors.counting()));
    }

    private static Stagecraft release(RealSourceShop shop, String version) {
        shop.resources().apply(shop.manifest(version));
        return shop.resources().await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
    }

    private static String digest(RealSourceShop shop, String repository, String tag) {
        return shop.registry().digest("shop/" + repository, tag).orElseThrow();
    }

    private static String image(RealSourceShop shop, String repository, String digest) {
        return shop.registry().host() + "/shop/" + repository + "@" + digest;
    }

    /** Raw, in Base64 and URL-encoded, through all that the operator wrote, said, or started. */
    private static void search(RealSourceShop shop, CommandLines processes) throws IOException {
        var places = new TreeMap<String, List<byte[]>>();
        var resources = shop.resources();
        var client = SharedControlPlane.client();
        var namespace = resources.namespace();
        add(places, "status", Serialization.asYaml(resources.get("shop")));
        resources.releases().forEach(release -> add(places, "release objects", Serialization.asYaml(release)));
        client.events()
                .v1()
                .events()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(event -> add(places, "events", Serialization.asYaml(event)));
        client.configMaps()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(map -> add(places, "ConfigMaps", Serialization.asYaml(map)));
        add(places, "log", shop.log());
        add(places, "metrics", metrics(shop));
        processes.seen().forEach(line -> add(places, "command lines", line));
        try (var files = Files.walk(shop.registry().storage())) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> places.computeIfAbsent("layers", place -> new ArrayList<>())
                            .add(unpacked(file)));
        }
        assertEquals(
                List.of(
                        "command lines",
                        "ConfigMaps",
                        "events",
                        "layers",
                        "log",
                        "metrics",
                        "release objects",
                        "status"),
                places.keySet().stream().sorted(String.CASE_INSENSITIVE_ORDER).toList());
        var hits = new ArrayList<String>();
        for (var sentinel : List.of(
                RealSourceShop.GIT,
                RealSourceShop.BUILD,
                RealSourceShop.ENVIRONMENT,
                RealSourceShop.REGISTRY,
                shop.key())) {
            places.forEach((place, contents) -> contents.stream()
                    .flatMap(content -> sentinel.in(content).stream())
                    .forEach(form -> hits.add(place + ": " + form)));
            if (!sentinel.equals(RealSourceShop.ENVIRONMENT)) {
                hits.addAll(left(shop, sentinel));
            }
        }
        assertEquals(List.of(), hits);

        // The search sees what is there
        assertFalse(left(shop, RealSourceShop.ENVIRONMENT).isEmpty(), "what containers are given is on their host");
        var layers = places.getOrDefault("layers", List.of());
        assertTrue(layers.stream()
                .anyMatch(layer -> Sentinel.of("from-git").in(layer).isPresent()));
    }

    /** Files on the hosts, among them what the engines hold of images and BuildKit's cache. */
    private static List<String> left(RealSourceShop shop, Sentinel sentinel) {
        var words = new ArrayList<>(List.of("grep", "-rlaF"));
        sentinel.forms().forEach(form -> words.addAll(List.of("-e", form)));
        words.addAll(List.of("/var/lib/docker", "/var/lib/stagecraft", "/root", "/tmp"));
        var hits = new ArrayList<String>();
        for (var host : List.of(shop.application(), shop.builder())) {
            hits.addAll(host.run(words.toArray(String[]::new)).out().lines().toList());
        }
        return hits;
    }

    private static byte[] unpacked(Path file) {
        try {
            var content = Files.readAllBytes(file);
            if (content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b) {
                try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                    return in.readAllBytes();
                }
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String metrics(RealSourceShop shop) throws IOException {
        var started = shop.log()
                .lines()
                .filter(line -> line.contains("operator started"))
                .findFirst()
                .orElseThrow();
        var port = SERVED.matcher(started);
        assertTrue(port.find(), started);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/metrics".formatted(port.group(1))))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void add(Map<String, List<byte[]>> places, String place, String content) {
        places.computeIfAbsent(place, added -> new ArrayList<>()).add(content.getBytes(StandardCharsets.UTF_8));
    }
}
