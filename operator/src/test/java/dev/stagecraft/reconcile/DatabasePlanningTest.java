package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.observe.MigrationWatch;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.State;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceFiles;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What databases are compared with. */
class DatabasePlanningTest {
    private static final String DATABASE =
            "{connection: {secretRef: {name: db}}, migrations: {engine: raw, via: {role: app}, source: {path: %s}}}";

    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger pushes = new AtomicInteger();

    /** A branch that moves whenever it is read. */
    private final DatabasePlanning planning = new DatabasePlanning(new MigrationWatch(
            new MigrationSources(
                    (location, path) -> new GitDirectory.Found(
                            location.ref().equals("main") ? "commit-" + pushes.incrementAndGet() : location.ref(),
                            new SourceFiles(new TreeMap<>(Map.of("001_a.sql", SourceFile.of("SELECT 1;"))))),
                    (name, directory, credentials) -> {
                        throw new AssertionError("no image is asked for");
                    }),
            new DatabaseRoutes(connector),
            "test",
            threads,
            Clock.systemUTC(),
            resource -> {}));

    @AfterEach
    void close() {
        threads.shutdownNow();
        connector.close();
    }

    @Test
    void databasesOfOneRepositoryAreReadFromOneCommit() {
        var gathered = new Gathering()
                .withSecret("db", Map.of("url", "postgres://shop:sentinel-41@db/shop"))
                .complete(
                        "web: {image: i}",
                        "  source: {git: {url: 'https://git.example.com/shop', ref: main}}\n  databases: {a: "
                                + DATABASE.formatted("a") + ", b: " + DATABASE.formatted("b") + "}\n");
        var look = new Look(gathered, State.initial(), Requests.NONE, List.of(), List.of(), Instant.EPOCH);

        var found = Awaitility.await()
                .until(
                        () -> planning.forRelease(look, Map.of()),
                        result -> result instanceof DatabasePlanning.Result.Known);

        var commits = ((DatabasePlanning.Result.Known) found)
                .targets().stream().map(DatabaseTarget::source).toList();
        assertEquals(List.of(Optional.of("commit-1"), Optional.of("commit-1")), commits);
    }
}
