package dev.stagecraft.reconcile.step;

import static dev.stagecraft.reconcile.step.ContainerScene.PASSWORD;
import static dev.stagecraft.reconcile.step.ContainerScene.containers;
import static dev.stagecraft.reconcile.step.ContainerScene.ids;
import static dev.stagecraft.reconcile.step.ContainerScene.starts;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationReport;
import dev.stagecraft.sandbox.host.Faults.Strike;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application's own tool runs once, whatever dies, on hosts that are asked over SSH. */
@Timeout(120)
class ContainerMigrationTest {
    private final ContainerScene scene = new ContainerScene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void theToolRunsOnceWithTheReleasesEnvironment() {
        var report = scene.apply("done");

        assertEquals(1, report.ran().size());
        var container = containers(scene.first).getFirst();
        assertTrue(container.name().matches("shop-prod-migrate-main-[0-9a-f]{12}"), container::name);
        assertEquals("main", container.labels().get(HostOneOff.DATABASE_LABEL));
        assertEquals(report.ran().getFirst(), container.labels().get(HostOneOff.MIGRATION_LABEL));
        assertEquals("rel-1", container.labels().get(HostOneOff.RELEASE_LABEL));
        assertEquals("uid-1", container.labels().get("dev.stagecraft.owner"));
        assertEquals(PASSWORD.reveal(), container.environment().get("DATABASE_PASSWORD"));
        assertFalse(
                scene.first.journal().entries().toString().contains(PASSWORD.reveal()),
                "no value is on a command line");
    }

    @Test
    void anEndThatWasNotRecordedIsFoundAgain() {
        scene.apply("done");
        var again = scene.apply("done");

        assertEquals(1, again.ran().size());
        assertEquals(1, containers(scene.first).size());
        assertEquals(1, starts(scene.first));
    }

    @Test
    void anAnswerThatIsLostIsClearedUpFromTheHost() {
        scene.first.faults().next("run", Strike.DROP_AFTER);
        var lost = assertThrows(MigrationException.class, () -> scene.apply("done"));
        assertTrue(lost.retryable(), lost::getMessage);

        scene.apply("done");

        assertEquals(1, containers(scene.first).size());
    }

    @Test
    void aRequestThatWasLostIsSentAgain() {
        scene.first.faults().next("run", Strike.DROP_BEFORE);
        assertTrue(assertThrows(MigrationException.class, () -> scene.apply("done"))
                .retryable());
        assertEquals(List.of(), containers(scene.first));

        scene.apply("done");

        assertEquals(1, containers(scene.first).size());
    }

    @Test
    void aConnectionThatBreaksWhileItRunsChangesNothing() {
        scene.first.faults().next("wait", Strike.DROP_BEFORE);
        assertTrue(assertThrows(MigrationException.class, () -> scene.apply("runs"))
                .retryable());
        var running = containers(scene.first);

        scene.first.engine().stopByHand(container -> true);
        scene.apply("runs");

        assertEquals(List.of(running.getFirst().id()), ids(scene.first));
    }

    @Test
    void aFailureIsToldWithoutSecretsAndNotTriedAgainByItself() {
        var failed = assertThrows(MigrationException.class, () -> scene.apply("fails"));
        var again = assertThrows(MigrationException.class, () -> scene.apply("fails"));

        assertEquals(MigrationReason.MIGRATION_FAILED, failed.reason());
        assertFalse(failed.retryable());
        assertTrue(failed.getMessage().contains("exit code 1"), failed::getMessage);
        assertTrue(failed.getMessage().contains("Its last words: cannot start with"), failed::getMessage);
        assertFalse(failed.getMessage().contains(PASSWORD.reveal()), failed::getMessage);
        assertEquals(failed.getMessage(), again.getMessage());
        assertEquals(1, starts(scene.first));
    }

    @Test
    void aFailureIsTriedAgainOnAnotherOccasion() {
        assertThrows(MigrationException.class, () -> scene.apply("fails"));
        var before = ids(scene.first);
        scene.occasion = "rel-2";

        assertThrows(MigrationException.class, () -> scene.apply("fails"));

        assertEquals(1, ids(scene.first).size());
        assertNotEquals(before, ids(scene.first));
    }

    @Test
    void aRunOnAnotherHostCounts() {
        scene.apply("done");
        scene.chosen = scene.second;

        scene.apply("done");

        assertEquals(List.of(), containers(scene.second));
        assertEquals(1, starts(scene.first));
    }

    @Test
    void nothingBeginsWhileAHostCannotBeAsked() {
        scene.chosen = scene.second;
        scene.first.unplug();
        scene.away = Set.of(scene.first);

        var failed = assertThrows(MigrationException.class, () -> scene.apply("done"));

        assertTrue(failed.retryable());
        assertTrue(failed.getMessage().contains("app-1"), failed::getMessage);
        assertEquals(List.of(), containers(scene.second));
    }

    @Test
    void aRunThatTakesTooLongIsLeftToRun() {
        scene.timeout = "1s";

        var failed = assertThrows(MigrationException.class, () -> scene.apply("runs"));

        assertEquals(MigrationReason.MIGRATION_UNCLEAR, failed.reason());
        assertTrue(containers(scene.first).getFirst().running());
        scene.occasion = "rel-2";
        scene.first.engine().stopByHand(container -> true);
        assertEquals(1, scene.apply("runs").ran().size());
        assertEquals(1, starts(scene.first));
    }

    @Test
    void anotherRunOfTheDatabaseIsLeftToFinishFirst() throws Exception {
        scene.timeout = "1s";
        assertThrows(MigrationException.class, () -> scene.apply("runs"));
        scene.timeout = "1m";
        var next = Executors.newVirtualThreadPerTaskExecutor().submit(() -> scene.apply("done"));
        await().until(() -> scene.first.journal().entries().stream()
                        .filter(entry -> entry.argv().contains("wait"))
                        .count()
                > 3);
        assertEquals(1, starts(scene.first));

        scene.first.engine().stopByHand(container -> true);

        assertEquals(1, next.get().ran().size());
        assertEquals(2, starts(scene.first));
    }

    @Test
    void aRunThatIsRecordedMakesRoom() {
        scene.recorded = scene.apply("other").ran();
        assertEquals(1, containers(scene.first).size());
        var old = ids(scene.first);

        scene.apply("done");

        assertEquals(1, containers(scene.first).size());
        assertNotEquals(old, ids(scene.first));
    }

    @Test
    void aContainerThatSomebodyRemovesIsUnclearAndNotBegunAgain() throws Exception {
        var run = Executors.newVirtualThreadPerTaskExecutor()
                .submit(() -> assertThrows(MigrationException.class, () -> scene.apply("runs")));
        await().until(() -> containers(scene.first).size() == 1);

        scene.first.engine().removeByHand(container -> true);

        assertEquals(MigrationReason.MIGRATION_UNCLEAR, run.get().reason());
        assertEquals(1, starts(scene.first));
    }

    @Test
    void aContainerThatSomebodyRemovedWhileNobodyLookedIsUnclearUntilAPersonAsksAgain() {
        scene.apply("done");
        scene.first.engine().removeByHand(container -> true);

        var unclear = assertThrows(MigrationException.class, () -> scene.apply("done"));
        assertEquals(MigrationReason.MIGRATION_UNCLEAR, unclear.reason());
        assertEquals(1, starts(scene.first));

        scene.occasion = "rel-2";
        assertEquals(1, scene.apply("done").ran().size());
        assertEquals(2, starts(scene.first));
    }

    @Test
    void twoOperatorsAtOnceStartOne() throws Exception {
        try (var others = new HostSessions(scene.connector, Bootstrap.Limits.DEFAULT, Clock.systemUTC());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = threads.invokeAll(List.<Callable<MigrationReport>>of(
                    () -> scene.apply("done", scene.sessions), () -> scene.apply("done", others)));
            for (var report : both) {
                assertEquals(1, report.get().ran().size());
            }
        }
        assertEquals(1, containers(scene.first).size());
    }
}
