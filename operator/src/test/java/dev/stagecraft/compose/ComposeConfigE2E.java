package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.RealHost;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an author's Compose makes of his files, and what a host's Compose makes of what we rendered from them, mean the same: over
 * the whole directory of cases, with {@code config} of both flavours. It checks against Compose's own schema, so that what it
 * accepts is valid.
 */
@Tag("e2e")
@Timeout(120)
class ComposeConfigE2E {
    /** With keys that no Compose knows, to show that they are kept. */
    private static final Set<String> FOR_NO_COMPOSE = Set.of("yaml-1-1-words");

    /** With keys that 1.29 does not know. */
    private static final Set<String> FOR_TWO_ONLY =
            Set.of("everything", "host-access-by-variables", "networks-and-volumes", "operators");

    /** What Compose takes, and a release cannot serve. */
    private static final Set<String> REFUSED_BY_US_ONLY = Set.of(
            "beside-the-file-missing",
            "bound-volume",
            "choices-refused",
            "external-secret",
            "mount-in-a-variable",
            "no-services",
            "roles-that-must-share-a-host",
            "seccomp-profile");

    private static final Map<String, AtomicInteger> COMPARED = new ConcurrentSkipListMap<>();

    private static RealHosts hosts;

    @BeforeAll
    static void start() {
        hosts = RealHosts.start(1, Path.of("target", "e2e", "config"), Equipment.BOTH_COMPOSES);
    }

    @AfterAll
    static void stop() {
        System.out.println("Compose config, of " + GoldenCase.all().size() + " cases: " + COMPARED);
        hosts.close();
    }

    private static void count(String what) {
        COMPARED.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    private static RealHost host() {
        return hosts.host(1);
    }

    static Stream<GoldenCase> cases() {
        return GoldenCase.rendered().stream().filter(each -> !FOR_NO_COMPOSE.contains(each.toString()));
    }

    /** Those without choices of a resource, which no Compose can know. */
    static Stream<GoldenCase> asTheFileSays() {
        return cases().filter(ComposeConfigE2E::asTheFileSays);
    }

    private static boolean asTheFileSays(GoldenCase golden) {
        return Stream.of("external", "ports", "volumes", "claimed")
                .noneMatch(key -> golden.request().has(key));
    }

    @ParameterizedTest
    @MethodSource("asTheFileSays")
    void composeTwoSeesTheSameInTheAuthorsFilesAndInOurs(GoldenCase golden) throws IOException {
        var rendering = GoldenRendering.of(golden);

        var authors =
                theirs(golden, rendering.given(), List.of("docker", "compose")).orFail();
        var ours = ours(golden, rendering, List.of("docker", "compose")).orFail();

        assertSame(golden, rendering, authors, ours);
        count("same in Compose 2");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void composeOneAcceptsWhatWeRenderAndSeesTheSameWhereItReadsTheAuthorsFiles(GoldenCase golden) throws IOException {
        var rendering = GoldenRendering.of(golden);

        var ours = ours(golden, rendering, List.of("docker-compose"));
        assertEquals(!FOR_TWO_ONLY.contains(golden.toString()), ours.succeeded(), ours.err());
        var authors = theirs(golden, rendering.given(), List.of("docker-compose"));
        if (authors.succeeded() && ours.succeeded() && asTheFileSays(golden)) {
            assertSame(golden, rendering, authors, ours);
            count("same in Compose 1.29");
        }
        count(ours.succeeded() ? "accepted by Compose 1.29" : "for Compose 2 only");
    }

    /** What we accept is in the tests above. */
    static Stream<GoldenCase> refused() {
        return GoldenCase.all().stream().filter(each -> !each.expected().containsKey("expected.yml"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void composeTwoRefusesWhatWeRefuse(GoldenCase golden) throws IOException {
        var given = new HashMap<String, String>();
        golden.request()
                .path("variables")
                .propertyStream()
                .forEach(entry -> given.put(entry.getKey(), entry.getValue().asText()));

        var authors = theirs(golden, given, List.of("docker", "compose"));

        assertEquals(REFUSED_BY_US_ONLY.contains(golden.toString()), authors.succeeded(), authors.err());
        count(authors.succeeded() ? "refused by us only" : "refused by both");
    }

    @Test
    void noComposeTakesKeysThatItDoesNotKnow() throws IOException {
        for (var each : FOR_NO_COMPOSE) {
            var golden = new GoldenCase(GoldenCase.ROOT.resolve(each));
            assertFalse(theirs(golden, Map.of(), List.of("docker", "compose")).succeeded(), each);
            assertFalse(theirs(golden, Map.of(), List.of("docker-compose")).succeeded(), each);
            count("kept, and for no Compose");
        }
    }

    @Test
    void thereIsACaseForEveryFeature() {
        var names = asTheFileSays().map(GoldenCase::toString).toList();
        assertTrue(
                names.containsAll(List.of(
                        "anchors",
                        "beside-the-file",
                        "extends",
                        "include",
                        "networks-and-volumes",
                        "operators",
                        "profiles",
                        "several-files")),
                names::toString);
    }

    private static void assertSame(GoldenCase golden, GoldenRendering rendering, Tool.Ran authors, Tool.Ran ours) {
        assertEquals(
                meaning(golden, "theirs", rendering, authors).toPrettyString(),
                meaning(golden, "ours", rendering, ours).toPrettyString());
    }

    private static JsonNode meaning(GoldenCase golden, String side, GoldenRendering rendering, Tool.Ran ran) {
        var directory = directory(golden, side);
        return new ConfigMeaning(directory, host()::path, rendering.values())
                .of(Documents.json(Documents.readAsYaml11(ran.out())));
    }

    private static Tool.Ran theirs(GoldenCase golden, Map<String, String> given, List<String> compose)
            throws IOException {
        var directory = directory(golden, "theirs");
        var words = new ArrayList<String>();
        for (var file : golden.files()) {
            words.addAll(List.of("-f", directory + "/" + (file.isEmpty() ? "compose.yml" : file)));
        }
        golden.request().path("profiles").forEach(profile -> words.addAll(List.of("--profile", profile.asText())));
        for (var file : golden.sourceFiles().entrySet()) {
            write(directory + "/" + (file.getKey().isEmpty() ? "compose.yml" : file.getKey()), file.getValue());
        }
        return config(directory, given, compose, words);
    }

    private static Tool.Ran ours(GoldenCase golden, GoldenRendering rendering, List<String> compose)
            throws IOException {
        var directory = directory(golden, "ours");
        write(directory + "/compose.yaml", rendering.yaml());
        write(directory + "/env.yaml", rendering.override());
        for (var file : rendering.files()) {
            write(
                    directory + "/files/" + file.directory() + "/" + file.name(),
                    file.content().reveal());
        }
        return config(
                directory,
                rendering.values(),
                compose,
                List.of(
                        "--project-directory",
                        directory,
                        "-f",
                        directory + "/compose.yaml",
                        "-f",
                        directory + "/env.yaml"));
    }

    private static Tool.Ran config(
            String directory, Map<String, String> variables, List<String> compose, List<String> files) {
        var words = new ArrayList<>(List.of("env", "-C", directory));
        new HashMap<>(variables).forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(compose);
        words.addAll(List.of("-p", "x"));
        words.addAll(files);
        words.add("config");
        return host().run(words.toArray(String[]::new));
    }

    private static String directory(GoldenCase golden, String side) {
        return "/root/config/" + golden + "/" + side;
    }

    private static void write(String path, String text) throws IOException {
        var file = host().path(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
