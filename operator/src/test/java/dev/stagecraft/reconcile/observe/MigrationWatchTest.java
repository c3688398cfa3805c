package dev.stagecraft.reconcile.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.plan.AppliedSince.Applied;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.MigrationClass;
import dev.stagecraft.plan.PendingMigration;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.observe.MigrationWatch.Question;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.release.DatabaseMark;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.release.Records;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.State;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is taken for pending in a database that no way leads to yet. */
class MigrationWatchTest {
    private final Gathering gathering = new Gathering();
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MigrationWatch watch = new MigrationWatch(
            new MigrationSources(
                    (location, path) -> {
                        throw new AssertionError("no repository is asked for");
                    },
                    (name, directory, credentials) -> {
                        throw new AssertionError("no image is asked for");
                    }),
            new DatabaseRoutes(connector),
            "test",
            threads,
            Clock.systemUTC(),
            resource -> {});

    @AfterEach
    void close() {
        threads.shutdownNow();
        connector.close();
    }

    private DatabaseTarget unseen(String url, State state) {
        gathering.withSecret("db", Map.of("url", url));
        gathering.withConfigMap(
                "files", Map.of("001_a.sql", "CREATE TABLE a (id int);", "002_b.sql", "CREATE TABLE b (id int);"));
        var gathered = gathering.complete(
                "web: {image: i}",
                "  databases: {main: {connection: {secretRef: {name: db}}, migrations: {engine: raw, via: {role: app}, source: {configMapRef: {name: files}}}}}\n");
        watch.forget(gathered.resource().uid());
        return Awaitility.await()
                .until(
                        () -> watch.look(
                                Question.MIGRATIONS_ONLY,
                                gathered,
                                state,
                                gathered.databases().getFirst(),
                                Optional.empty(),
                                new MigrationWatch.Images(Map.of(), Map.of()),
                                Duration.ofSeconds(30)),
                        Optional::isPresent)
                .map(found -> ((Comparison.Compared) found).target())
                .orElseThrow();
    }

    private DatabaseTarget unseen(String last) {
        return unseen(
                "postgres://shop:sentinel-41@db/shop",
                State.initial().with("main", new DatabaseRecord(2, last, 0, "sha256:files", "")));
    }

    @Test
    void whatStatusKnowsAsTheLastIsStillLookedAt() {
        var target = unseen("002_b");

        assertEquals(List.of(), target.pending());
        assertEquals(Optional.of("002_b"), target.unseen().map(PendingMigration::id));
    }

    @Test
    void aLastMigrationWithoutAFileIsReplacedByTheNewestRecordedOneThatHasOne() {
        var release = Records.release(1, ReleaseState.SUCCEEDED, 1)
                .marking(new TreeMap<>(Map.of(
                        "main", new DatabaseMark("009_gone", List.of(new Applied("001_a", MigrationClass.EXPAND))))));
        var state = State.initial().with("main", new DatabaseRecord(2, "009_gone", 0, "sha256:files", ""));

        var target = unseen(
                "postgres://shop:sentinel-41@db/shop",
                state.with(state.history().with(release)));

        assertEquals(
                List.of("002_b"),
                target.pending().stream().map(PendingMigration::id).toList());
        assertEquals(Optional.of("001_a"), target.unseen().map(PendingMigration::id));
        assertEquals(
                List.of(0, 1),
                unseen("").pending().stream().map(PendingMigration::position).toList());
    }

    @Test
    void anotherConnectionIsAnotherFingerprintThatSaysNothingOfIt() {
        var one = unseen("002_b").connection();
        var other =
                unseen("postgres://shop:sentinel-41@db/other", State.initial()).connection();

        assertNotEquals(one, other);
        assertEquals(Optional.of(64), one.map(String::length));
    }
}
