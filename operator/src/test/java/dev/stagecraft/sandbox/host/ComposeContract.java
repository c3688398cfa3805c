package dev.stagecraft.sandbox.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.compose.EnvironmentOverride;
import dev.stagecraft.compose.ShellEnvironment;
import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvWriter;
import dev.stagecraft.dotenv.Interpolated;
import dev.stagecraft.dotenv.Interpolation;
import dev.stagecraft.dotenv.Layer;
import dev.stagecraft.dotenv.NastyText;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostCommandException.Code;
import dev.stagecraft.host.Probe;
import dev.stagecraft.host.ProjectNotOurs;
import dev.stagecraft.sandbox.host.HostUnderTest.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Compose does on every host, simulated or real. */
@Timeout(180)
interface ComposeContract {

    Duration PATIENCE = Duration.ofSeconds(30);

    HostUnderTest host();

    @Test
    default void composeRefusesAFileItDoesNotUnderstand() {
        try (var session = ContractSession.open(host(), "check")) {
            session.directory().claim();
            session.write("rel-1", "services:\n  web:\n    imagee: nothing\n");
            session.write("rel-2", ContractCompose.web(host().image("web", Kind.GOOD)));

            var refused = assertThrows(
                    HostCommandException.class, () -> session.project().check("rel-1"));

            assertEquals(Code.COMPOSE_REJECTED, refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("web"), refused::getMessage);
            session.project().check("rel-2");
        }
    }

    @Test
    default void aMissingImageIsSaidToBeMissingAndNothingRuns() {
        try (var session = ContractSession.open(host(), "pull")) {
            session.directory().claim();
            session.write("rel-1", ContractCompose.web(host().missingImage()));

            var refused = assertThrows(
                    HostCommandException.class,
                    () -> session.project().pull("rel-1", List.of("web"), Optional.empty()));

            assertEquals(Code.IMAGE_NOT_FOUND, refused.code(), refused::getMessage);
            assertEquals(List.of(), session.project().containers());
            session.write("rel-2", ContractCompose.web(host().image("web", Kind.GOOD)));
            session.project().pull("rel-2", List.of("web"), Optional.empty());
        }
    }

    @Test
    default void unchangedServicesKeepTheirContainersAndChangedOnesAreReplaced() {
        try (var session = ContractSession.open(host(), "up")) {
            var first = session.release("rel-1", ContractCompose.web(host().image("web", Kind.GOOD)), "web");
            assertEquals(1, first.size());
            var container = first.getFirst();
            assertEquals("web", container.service());
            assertEquals(Container.State.RUNNING, container.state());
            assertEquals(Container.Health.NONE, container.health());
            assertEquals(host().image("web", Kind.GOOD), container.image());
            assertTrue(container.startedAt().isPresent());
            assertTrue(!container.createdAt().isAfter(container.startedAt().get()));
            assertEquals(0, container.restarts());
            assertEquals(Optional.empty(), container.stopTimeout());
            var again = session.release("rel-2", ContractCompose.web(host().image("web", Kind.GOOD)), "web");
            assertEquals(Container.ids(first), Container.ids(again));
            var changed = session.release("rel-3", ContractCompose.web(host().image("web", Kind.UNHEALTHY)), "web");
            assertEquals(1, changed.size());
            assertNotEquals(Container.ids(first), Container.ids(changed));
        }
    }

    @Test
    default void servicesThatAreNotNamedStayAlsoWhenTheFileNoLongerHasThem() {
        try (var session = ContractSession.open(host(), "orphan")) {
            var good = host().image("web", Kind.GOOD);
            var both = session.release("rel-1", ContractCompose.withAccessory(good, good), "web", "store");
            var store = both.stream().filter(c -> c.service().equals("store")).toList();

            // When the accessory changes but is not named
            var bad = host().image("web", Kind.UNHEALTHY);
            var after = session.release("rel-2", ContractCompose.withAccessory(bad, bad), "web");

            // Then it keeps its container
            assertEquals(
                    Container.ids(store),
                    Container.ids(after.stream()
                            .filter(c -> c.service().equals("store"))
                            .toList()));

            // When the file no longer has it, then it stays until it is removed by name
            var orphaned = session.release("rel-3", ContractCompose.web(bad), "web");
            assertTrue(Container.ids(orphaned).containsAll(Container.ids(store)));
            session.project().stopAndRemove(store, ContractSession.DRAIN);
            assertEquals(
                    List.of("web"),
                    session.project().containers().stream()
                            .map(Container::service)
                            .toList());
        }
    }

    @Test
    default void aServiceIsReplacedByStartingTheNewOneFirst() {
        try (var session = ContractSession.open(host(), "roll")) {
            var old = session.release("rel-1", ContractCompose.web(host().image("web", Kind.GOOD)), "web");
            session.write("rel-2", ContractCompose.web(host().image("web", Kind.UNHEALTHY)));

            // When
            session.project().scaleUp("rel-2", "web", 2);
            var both = session.project().containers();
            session.project().stopAndRemove(old, ContractSession.DRAIN);
            session.project().stopAndRemove(old, ContractSession.DRAIN);
            session.project().up("rel-2", List.of("web"), ContractSession.DRAIN);

            // Then
            assertEquals(2, both.stream().filter(Container::running).count());
            assertTrue(Container.ids(both).containsAll(Container.ids(old)));
            var left = session.project().containers();
            assertEquals(1, left.size());
            assertTrue(Container.ids(both).containsAll(Container.ids(left)), "the new container was kept");
            assertNotEquals(Container.ids(old), Container.ids(left));
        }
    }

    @Test
    default void aProbeTellsHealthyUnhealthyAndSilentApart() {
        try (var session = ContractSession.open(host(), "probe")) {
            var good = session.release("rel-1", ContractCompose.web(host().image("web", Kind.GOOD)), "web");
            await().atMost(PATIENCE).until(() -> probe(session, good, 8080).passed());
            assertTrue(probe(session, good, 9) instanceof Probe.Silent);

            var bad = session.release("rel-2", ContractCompose.web(host().image("web", Kind.UNHEALTHY)), "web");
            await().atMost(PATIENCE).until(() -> probe(session, bad, 8080).equals(new Probe.Answered(500)));
        }
    }

    @Test
    default void aCrashedContainerShowsItsExitCodeAndItsLastWords() {
        try (var session = ContractSession.open(host(), "crash")) {
            session.release("rel-1", ContractCompose.web(host().image("web", Kind.CRASHING)), "web");

            await().atMost(PATIENCE)
                    .until(() -> session.project().containers().getFirst().state() == Container.State.EXITED);

            var container = session.project().containers().getFirst();
            assertEquals(1, container.exitCode());
            assertTrue(!session.project().logsTail(container.id(), 5).isBlank());
        }
    }

    @Test
    default void everyValueReachesTheContainerByteForByte() throws Exception {
        var values = Map.of(
                "NASTY", "line one\nline two=2\n\"double\" 'single' `id` $(id) $HOME ${HOME} $$ \\ end",
                "EQUALS", "a=b=c",
                "EMPTY", "",
                "UNICODE", "zürich ☃ \u202e rtl");
        try (var session = ContractSession.open(host(), "env")) {
            session.directory().claim();
            session.write(
                    "rel-1",
                    ContractCompose.fromVariable(),
                    ContractText.override("web", values),
                    ContractText.exports(Map.of("IMAGE", host().image("web", Kind.GOOD), "UNUSED", "it's\n'quoted'")));

            // When
            session.project().check("rel-1");
            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);

            // Then
            var container = session.project().containers().getFirst();
            var environment = session.environment(container);
            values.forEach(
                    (name, value) -> assertTrue(environment.contains(name + "=" + value), environment::toString));
            assertEquals("a$b", container.labels().get("plain"));
            assertTrue(environment.stream().noneMatch(entry -> entry.startsWith("UNUSED=")), environment::toString);
        }
    }

    /** On the way that releases send an environment, with the product's own writers. */
    @Test
    default void everyValueOfADotenvFileReachesTheContainerByteForByte() throws Exception {
        var values = new TreeMap<String, String>();
        values.put("EMPTY", "");
        values.put("SPACES", "  both ends \t");
        values.put("LARGE", "$x\\'\"\n".repeat(32 * 1024 / 6));
        for (int seed = 0; seed < 100; seed++) {
            values.put("V" + seed, NastyText.of(new Random(seed)));
        }
        var file = assertInstanceOf(Dotenv.Entries.class, Dotenv.parse(DotenvWriter.write(values)));
        var read = assertInstanceOf(
                Interpolated.Resolved.class, Interpolation.resolve(List.of(new Layer("f", true, file.entries()))));
        var environment = new TreeMap<String, String>();
        read.variables().forEach((name, variable) -> environment.put(name, variable.value()));
        try (var session = ContractSession.open(host(), "dotenv")) {
            session.directory().claim();
            session.write(
                    "rel-1",
                    ContractCompose.fromVariable(),
                    EnvironmentOverride.render(Map.of("web", environment)),
                    ShellEnvironment.render(Map.of("IMAGE", host().image("web", Kind.GOOD))));

            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);

            var container = session.project().containers().getFirst();
            var seen = Set.copyOf(session.environment(container));
            values.forEach((name, value) -> assertTrue(seen.contains(name + "=" + value), name));
        }
    }

    @Test
    default void variablesThatSteerDockerReachTheContainerAndNothingElse() throws Exception {
        var values = Map.of(
                "DOCKER_HOST", "tcp://127.0.0.1:9",
                "COMPOSE_PROJECT_NAME", "elsewhere",
                "COMPOSE_FILE", "/nowhere.yaml");
        try (var session = ContractSession.open(host(), "steer")) {
            session.directory().claim();
            session.write(
                    "rel-1",
                    ContractCompose.fromVariable(),
                    ContractText.override("web", values),
                    ContractText.exports(Map.of("IMAGE", host().image("web", Kind.GOOD))));

            session.project().check("rel-1");
            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);

            var environment = session.environment(session.project().containers().getFirst());
            values.forEach(
                    (name, value) -> assertTrue(environment.contains(name + "=" + value), environment::toString));
        }
    }

    @Test
    default void aProjectThatSomebodyElseStartedIsNotClaimedAndNotTouched() {
        try (var session = ContractSession.open(host(), "byhand")) {
            session.directory().claim();
            session.write("rel-1", ContractCompose.unlabelled(host().image("web", Kind.GOOD)));
            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);
            session.directory().remove();

            var refused =
                    assertThrows(ProjectNotOurs.class, () -> session.project().claim());
            session.project().down(ContractSession.DRAIN, true);

            assertTrue(String.valueOf(refused.getMessage()).contains("byhand-test"), refused::getMessage);
            assertEquals(List.of(), session.project().containers());
            assertEquals(1, session.containersOfAnyone().size());
            session.removeByHand();
        }
    }

    @Test
    default void downLeavesNothingOfThisProjectAndAllOfTheOthers() {
        try (var session = ContractSession.open(host(), "gone");
                var neighbour = ContractSession.open(host(), "stays")) {
            session.release("rel-1", ContractCompose.web(host().image("web", Kind.GOOD)), "web");
            var other = neighbour.release("rel-1", ContractCompose.web(host().image("web", Kind.GOOD)), "web");

            session.project().down(ContractSession.DRAIN, false);
            session.project().down(ContractSession.DRAIN, false);

            assertEquals(List.of(), session.project().containers());
            assertEquals(Container.ids(other), Container.ids(neighbour.project().containers()));
        }
    }

    private static Probe probe(ContractSession session, List<Container> containers, int port) {
        var address = containers.getFirst().address().orElseThrow();
        return session.project().probe(address, port, "/healthz");
    }
}
