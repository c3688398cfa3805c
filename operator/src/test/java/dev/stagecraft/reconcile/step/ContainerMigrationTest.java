package dev.stagecraft.reconcile.step;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.ReleaseFiles;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationReport;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.provider.migration.container.ContainerEngine;
import dev.stagecraft.sandbox.host.Faults.Strike;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application's own tool runs once, whatever dies, on hosts that are asked over SSH. */
@Timeout(120)
class ContainerMigrationTest {
    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
    private static final Owner OWNER = new Owner("uid-1", "shop", "shop", "shop", "prod");
    private static final Secret PASSWORD = Secret.of("correct horse battery");

    private final ImageShelf registry = new ImageShelf();
    private final SimulatedHost first = start();
    private final SimulatedHost second = start();
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private final HostSessions sessions = new HostSessions(connector, Bootstrap.Limits.DEFAULT, Clock.systemUTC());
    private SimulatedHost chosen = first;
    private String occasion = "rel-1";
    private String timeout = "1m";
    private List<String> recorded = List.of();
    private Set<SimulatedHost> away = Set.of();

    @BeforeEach
    void prepare() {
        registry.push("registry/web:done", image -> image.behaving(Behaviour.FINISHING));
        registry.push("registry/web:other", image -> image.behaving(Behaviour.FINISHING));
        registry.push("registry/web:runs");
        registry.push("registry/web:fails", image -> image.behaving(Behaviour.CRASHING));
    }

    @AfterEach
    void stop() {
        sessions.close();
        connector.close();
        first.close();
        second.close();
    }

    @Test
    void theToolRunsOnceWithTheReleasesEnvironment() {
        var report = apply("done");

        assertEquals(1, report.ran().size());
        var container = containers(first).getFirst();
        assertTrue(container.name().matches("shop-prod-migrate-main-[0-9a-f]{12}"), container::name);
        assertEquals("main", container.labels().get(HostOneOff.DATABASE_LABEL));
        assertEquals(report.ran().getFirst(), container.labels().get(HostOneOff.MIGRATION_LABEL));
        assertEquals("rel-1", container.labels().get(HostOneOff.RELEASE_LABEL));
        assertEquals("uid-1", container.labels().get("dev.stagecraft.owner"));
        assertEquals(PASSWORD.reveal(), container.environment().get("DATABASE_PASSWORD"));
        assertFalse(first.journal().entries().toString().contains(PASSWORD.reveal()), "no value is on a command line");
    }

    @Test
    void anEndThatWasNotRecordedIsFoundAgain() {
        apply("done");
        var again = apply("done");

        assertEquals(1, again.ran().size());
        assertEquals(1, containers(first).size());
        assertEquals(1, starts(first));
    }

    @Test
    void anAnswerThatIsLostIsClearedUpFromTheHost() {
        first.faults().next("run", Strike.DROP_AFTER);
        var lost = assertThrows(MigrationException.class, () -> apply("done"));
        assertTrue(lost.retryable(), lost::getMessage);

        apply("done");

        assertEquals(1, containers(first).size());
    }

    @Test
    void aRequestThatWasLostIsSentAgain() {
        first.faults().next("run", Strike.DROP_BEFORE);
        assertTrue(assertThrows(MigrationException.class, () -> apply("done")).retryable());
        assertEquals(List.of(), containers(first));

        apply("done");

        assertEquals(1, containers(first).size());
    }

    @Test
    void aConnectionThatBreaksWhileItRunsChangesNothing() {
        first.faults().next("wait", Strike.DROP_BEFORE);
        assertTrue(assertThrows(MigrationException.class, () -> apply("runs")).retryable());
        var running = containers(first);

        first.engine().stopByHand(container -> true);
        apply("runs");

        assertEquals(List.of(running.getFirst().id()), ids(first));
    }

    @Test
    void aFailureIsToldWithoutSecretsAndNotTriedAgainByItself() {
        var failed = assertThrows(MigrationException.class, () -> apply("fails"));
        var again = assertThrows(MigrationException.class, () -> apply("fails"));

        assertEquals(MigrationReason.MIGRATION_FAILED, failed.reason());
        assertFalse(failed.retryable());
        assertTrue(failed.getMessage().contains("exit code 1"), failed::getMessage);
        assertTrue(failed.getMessage().contains("Its last words: cannot start with"), failed::getMessage);
        assertFalse(failed.getMessage().contains(PASSWORD.reveal()), failed::getMessage);
        assertEquals(failed.getMessage(), again.getMessage());
        assertEquals(1, starts(first));
    }

    @Test
    void aFailureIsTriedAgainOnAnotherOccasion() {
        assertThrows(MigrationException.class, () -> apply("fails"));
        var before = ids(first);
        occasion = "rel-2";

        assertThrows(MigrationException.class, () -> apply("fails"));

        assertEquals(1, ids(first).size());
        assertNotEquals(before, ids(first));
    }

    @Test
    void aRunOnAnotherHostCounts() {
        apply("done");
        chosen = second;

        apply("done");

        assertEquals(List.of(), containers(second));
        assertEquals(1, starts(first));
    }

    @Test
    void nothingBeginsWhileAHostCannotBeAsked() {
        chosen = second;
        first.unplug();
        away = Set.of(first);

        var failed = assertThrows(MigrationException.class, () -> apply("done"));

        assertTrue(failed.retryable());
        assertTrue(failed.getMessage().contains("app-1"), failed::getMessage);
        assertEquals(List.of(), containers(second));
    }

    @Test
    void aRunThatTakesTooLongIsLeftToRun() {
        timeout = "1s";

        var failed = assertThrows(MigrationException.class, () -> apply("runs"));

        assertEquals(MigrationReason.MIGRATION_UNCLEAR, failed.reason());
        assertTrue(containers(first).getFirst().running());
        occasion = "rel-2";
        first.engine().stopByHand(container -> true);
        assertEquals(1, apply("runs").ran().size());
        assertEquals(1, starts(first));
    }

    @Test
    void anotherRunOfTheDatabaseIsLeftToFinishFirst() throws Exception {
        timeout = "1s";
        assertThrows(MigrationException.class, () -> apply("runs"));
        timeout = "1m";
        var next = Executors.newVirtualThreadPerTaskExecutor().submit(() -> apply("done"));
        await().until(() -> first.journal().entries().stream()
                        .filter(entry -> entry.argv().contains("wait"))
                        .count()
                > 3);
        assertEquals(1, starts(first));

        first.engine().stopByHand(container -> true);

        assertEquals(1, next.get().ran().size());
        assertEquals(2, starts(first));
    }

    @Test
    void aRunThatIsRecordedMakesRoom() {
        recorded = apply("other").ran();
        assertEquals(1, containers(first).size());
        var old = ids(first);

        apply("done");

        assertEquals(1, containers(first).size());
        assertNotEquals(old, ids(first));
    }

    @Test
    void aContainerThatSomebodyRemovesIsUnclearAndNotBegunAgain() throws Exception {
        var run = Executors.newVirtualThreadPerTaskExecutor()
                .submit(() -> assertThrows(MigrationException.class, () -> apply("runs")));
        await().until(() -> containers(first).size() == 1);

        first.engine().removeByHand(container -> true);

        assertEquals(MigrationReason.MIGRATION_UNCLEAR, run.get().reason());
        assertEquals(1, starts(first));
    }

    @Test
    void aContainerThatSomebodyRemovedWhileNobodyLookedIsUnclearUntilAPersonAsksAgain() {
        apply("done");
        first.engine().removeByHand(container -> true);

        var unclear = assertThrows(MigrationException.class, () -> apply("done"));
        assertEquals(MigrationReason.MIGRATION_UNCLEAR, unclear.reason());
        assertEquals(1, starts(first));

        occasion = "rel-2";
        assertEquals(1, apply("done").ran().size());
        assertEquals(2, starts(first));
    }

    @Test
    void twoOperatorsAtOnceStartOne() throws Exception {
        try (var others = new HostSessions(connector, Bootstrap.Limits.DEFAULT, Clock.systemUTC());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = threads.invokeAll(
                    List.<Callable<MigrationReport>>of(() -> apply("done", sessions), () -> apply("done", others)));
            for (var report : both) {
                assertEquals(1, report.get().ran().size());
            }
        }
        assertEquals(1, containers(first).size());
    }

    private MigrationReport apply(String tag) {
        return apply(tag, sessions);
    }

    private MigrationReport apply(String tag, HostSessions through) {
        var image = registry.pinned("registry/web:" + tag);
        for (var host : List.of(first, second)) {
            if (!away.contains(host)) {
                write(host, image);
            }
        }
        var hosts = List.of(address(first), address(second));
        var oneOff = new HostOneOff(
                through,
                OWNER,
                "main",
                new HostOneOff.Release(
                        "rel-1", occasion, Map.of("web", image), recorded, Sanitizer.of(List.of(PASSWORD))),
                hosts,
                service -> Optional.of(address(chosen)));
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("service", "web")
                .put("timeout", timeout)
                .set("command", JsonNodeFactory.instance.arrayNode().add("bin/migrate"));
        return new ContainerEngine()
                .apply(
                        new MigrationJob(
                                new MigrationTarget("main", Secret.of("unused"), Route.direct()),
                                List.of(),
                                config,
                                "rel-1",
                                "operator-a",
                                Optional.empty(),
                                oneOff),
                        MigrationListener.NONE);
    }

    /** What the step that prepares a host does. */
    private void write(SimulatedHost host, String image) {
        try (var connection = connector.connect(address(host))) {
            var project = new ComposeProject(connection, ComposeCli.PLUGIN, OWNER);
            project.claim();
            project.directory()
                    .write(new ReleaseFiles(
                            "rel-1",
                            "services: {web: {image: '%s', labels: {dev.stagecraft.owner: uid-1}}}\n".formatted(image),
                            Secret.of("services: {web: {environment: {DATABASE_PASSWORD: '%s'}}}\n"
                                    .formatted(PASSWORD.reveal())),
                            Secret.of(""),
                            "{}"));
        }
    }

    private HostAddress address(SimulatedHost host) {
        return host.address(host == first ? "app-1" : "app-2", CLIENT.privateKey());
    }

    private SimulatedHost start() {
        return SimulatedHost.start(SimulatedHost.Options.ready(registry, CLIENT.publicKey()));
    }

    private static List<SimulatedContainer> containers(SimulatedHost host) {
        return host.engine().containers();
    }

    private static List<String> ids(SimulatedHost host) {
        return containers(host).stream().map(SimulatedContainer::id).toList();
    }

    private static long starts(SimulatedHost host) {
        return host.engine().onceStarted();
    }
}
