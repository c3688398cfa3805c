package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.compose.Mount.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTest {
    @Test
    void changingACopyDoesNotChangeTheFile() {
        ComposeFile file = Documents.parsed("services: {web: {image: \"a:1\"}}");

        file.tree().removeAll();
        file.services().getFirst().definition().put("image", "evil");

        assertEquals("a:1", file.service("web").orElseThrow().image());
        assertEquals(Optional.empty(), file.service("db"));
        assertEquals(file, Documents.parsed("{services: {web: {image: a:1}}}"));
        assertEquals(
                file.hashCode(),
                Documents.parsed("{services: {web: {image: a:1}}}").hashCode());
        assertNotEquals(file, Documents.parsed("services: {web: {image: \"a:2\"}}"));
        assertEquals("ComposeFile[web]", file.toString());
    }

    @Test
    void roleWithoutServicesLeavesAnEmptyFile() {
        ComposeFile file = Documents.parsed("services: {web: {image: \"a:1\"}}\nx-a: 1");

        RoleCut.Cut cut = assertInstanceOf(RoleCut.Cut.class, file.forRole("db", Map.of()));

        assertEquals(List.of(), cut.file().services());
        assertEquals(1, cut.file().tree().path("x-a").asInt());
    }

    @Test
    void dependenciesInListFormLoseOnlyTheirFarEntries() {
        ComposeFile file = Documents.parsed(
                "services: {a: {image: i, depends_on: [far, near], links: [\"far:x\"]}, far: {image: i}, near: {image: i}}");

        RoleCut.Cut cut = assertInstanceOf(RoleCut.Cut.class, file.forRole("app", Map.of("far", "db")));

        ServiceDefinition kept = cut.file().service("a").orElseThrow();
        assertEquals(List.of(new Dependency("near", "service_started", true)), kept.dependencies());
        assertFalse(kept.definition().has("links"));
        assertEquals(List.of("near", "a"), cut.file().startOrder());
    }

    @Test
    @Timeout(10)
    void longChainStartsFromItsEnd() {
        int length = 400;
        String chain = IntStream.range(0, length - 1)
                .mapToObj(i -> "  s%d: {image: i, depends_on: [s%d]}\n".formatted(i, i + 1))
                .collect(Collectors.joining("", "services:\n", "  s" + (length - 1) + ": {image: i}\n"));

        List<String> order = Documents.parsed(chain).startOrder();

        assertEquals("s" + (length - 1), order.getFirst());
        assertEquals("s0", order.getLast());
        assertEquals(length, order.size());
    }

    @Test
    void serviceThatNamesItselfIsACycle() {
        ComposeProblem problem = Documents.rejected("services: {web: {image: i, depends_on: [web]}}");

        assertEquals(
                "These services wait for each other: web -> web. Remove one of the dependencies.", problem.message());
    }

    @Test
    void mountsAreReadInEveryForm() {
        ServiceDefinition service = only(
                "volumes: [\"/a\", \"v:/b\", \"/h:/c:ro,z\", \"${D:-/x:y}:/d\", {type: tmpfs, target: /e}, {type: volume, target: /f},"
                        + " {type: volume, source: w, target: /g, read_only: true}, {type: npipe, source: p, target: /h}],"
                        + " tmpfs: [\"/i:size=1m\"]");

        assertEquals(
                List.of(
                        new Mount(Kind.ANONYMOUS_VOLUME, "", "/a", false),
                        new Mount(Kind.NAMED_VOLUME, "v", "/b", false),
                        new Mount(Kind.BIND, "/h", "/c", true),
                        new Mount(Kind.BIND, "${D:-/x:y}", "/d", false),
                        new Mount(Kind.TMPFS, "", "/e", false),
                        new Mount(Kind.ANONYMOUS_VOLUME, "", "/f", false),
                        new Mount(Kind.NAMED_VOLUME, "w", "/g", true),
                        new Mount(Kind.OTHER, "p", "/h", false),
                        new Mount(Kind.TMPFS, "", "/i", false)),
                service.mounts());
        assertEquals(List.of("v", "w"), service.namedVolumes());
    }

    @Test
    void onlyFixedHostPortsArePublished() {
        ServiceDefinition service = only(
                "ports: [80, \"81\", \"90:80\", \"[::1]:91:80\", \"::80\", {target: 80}, {target: 80, published: 92, host_ip: 127.0.0.1},"
                        + " {target: 80, published: 0}]");

        assertEquals(List.of("90", "[::1]:91", "127.0.0.1:92"), service.publishedPorts());
    }

    @ParameterizedTest
    @CsvSource({"10s, PT10S", "1m30s, PT1M30S", "500ms, PT0.5S", "1.5h, PT1H30M", "2d, PT48H", "7us, PT0.000007S"})
    void gracePeriodIsRead(String text, Duration duration) {
        assertEquals(Optional.of(duration), only("stop_grace_period: " + text).stopGracePeriod());
    }

    @ParameterizedTest
    @CsvSource({"10", "s", "'${X:-1s}'", "1x", "'1s '"})
    void gracePeriodThatIsNoneIsLeftToCompose(String text) {
        assertEquals(
                Optional.empty(), only("stop_grace_period: \"" + text + "\"").stopGracePeriod());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-a: 1|false",
                "healthcheck: {test: [CMD, x]}|true",
                "healthcheck: {test: x}|true",
                "healthcheck: {}|false",
                "healthcheck: {test: NONE}|false",
                "healthcheck: {test: [NONE]}|false",
                "healthcheck: {test: x, disable: true}|false"
            })
    void switchedOffHealthcheckIsNone(String keys, boolean has) {
        assertEquals(has, only(keys).hasHealthcheck());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-a: 1|1",
                "scale: 3|3",
                "deploy: {replicas: 2}|2",
                "deploy: {replicas: 2}, scale: 3|2",
                "scale: \"${N}\"|-1",
                "deploy: {replicas: null}|1"
            })
    void replicasComeFromDeployOrScale(String keys, int replicas) {
        assertEquals(replicas, only(keys).replicas().orElse(-1));
    }

    @Test
    void emptyOutcomesAreErrorsOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> new ParseResult.Rejected(List.of()));
    }

    private static ServiceDefinition only(String keys) {
        return Documents.parsed("services: {s: {image: i, " + keys + "}}")
                .services()
                .getFirst();
    }

    @Test
    void aLabelIsFoundInEitherForm() {
        var web = Documents.parsed("services: {web: {image: i, labels: [\"a=b=c\", bare, \"a2=x\"]}}")
                .service("web")
                .orElseThrow();
        var worker = Documents.parsed("services: {worker: {image: i, labels: {a: b, n: 5}}}")
                .service("worker")
                .orElseThrow();

        assertEquals(Optional.of("b=c"), web.label("a"));
        assertEquals(Optional.of(""), web.label("bare"));
        assertEquals(Optional.empty(), web.label("missing"));
        assertEquals(Optional.of("5"), worker.label("n"));
        assertEquals(Optional.empty(), worker.label("missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "'ports: [\"${PORTS}\"]'",
        "'volumes: [\"${DATA}\"]'",
        "'volumes: [{type: \"${T}\", source: a, target: /b}]'"
    })
    void aVariableThatCouldHoldAPortOrAVolumeStandsAgainstTwoAtOnce(String keys) {
        assertInstanceOf(RollingEligibility.StopFirst.class, RollingEligibility.of(only(keys)));
    }

    @ParameterizedTest
    @CsvSource({
        "user: root, true",
        "restart: \"no\", true",
        "restart: on-failure:3, true",
        "restart: always, false",
        "restart: unless-stopped, false",
        "deploy: {restart_policy: {condition: on-failure}}, true",
        "deploy: {restart_policy: {}}, false"
    })
    void aContainerMayEndUnlessItIsStartedAgain(String keys, boolean may) {
        assertEquals(may, only(keys).mayEnd());
    }

    @Test
    void variablesAreReplacedWhereTheyHaveAValue() {
        var service = only("deploy: {replicas: \"${N}\"}, command: [\"${A}-${B:-c}\", \"${GONE}\"]")
                .resolved(Map.of("N", "2", "A", "a"));

        assertEquals(2, service.replicas().orElse(-1));
        assertEquals(
                "[\"a-c\",\"${GONE}\"]", service.definition().path("command").toString());
    }
}
