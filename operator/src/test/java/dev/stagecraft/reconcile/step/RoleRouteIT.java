package dev.stagecraft.reconcile.step;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.provider.migration.raw.RawEngine;
import dev.stagecraft.sandbox.database.CuttingProxy;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL behind a host: reached through it, and each file once though the way breaks. */
@Timeout(120)
class RoleRouteIT {
    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
    private static final int FILES = 4;

    @TempDir
    Path directory;

    private final SimulatedHost host =
            SimulatedHost.start(SimulatedHost.Options.ready(new ImageShelf(), CLIENT.publicKey()));
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create(DatabaseKind.POSTGRESQL, directory);
        database.run("CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)");
        IntStream.rangeClosed(1, FILES).forEach(i -> database.run("INSERT INTO counter VALUES (" + i + ", 0)"));
    }

    @AfterEach
    void stop() {
        connector.close();
        host.close();
    }

    @Test
    void theDatabaseIsReachedThroughTheHost() {
        var report = new RawEngine().apply(job(database.url(), through(this::address)), MigrationListener.NONE);

        assertEquals(FILES, report.ran().size());
        assertEquals(List.of("4 1 1"), counters());
    }

    @Test
    void aHostThatForwardsNothingEndsInASentence() {
        host.faults().refuseForwarding(true);

        var failed = assertThrows(
                MigrationException.class,
                () -> new RawEngine().apply(job(database.url(), through(this::address)), MigrationListener.NONE));

        assertEquals(MigrationException.Code.CONNECTION_FAILED, failed.code());
        assertTrue(failed.getMessage().contains("role app"), failed::getMessage);
        assertTrue(failed.getMessage().contains("AllowTcpForwarding"), failed::getMessage);
        assertEquals(List.of("4 0 0"), counters());
    }

    @Test
    void theNextHostIsTakenWhenOneIsNotReached() {
        var gone = SimulatedHost.start(SimulatedHost.Options.ready(new ImageShelf(), CLIENT.publicKey()));
        gone.close();

        var hosts = List.<Supplier<HostAddress>>of(() -> gone.address("app-0", CLIENT.privateKey()), this::address);
        try (var passage = new RoleRoute(connector, "app", hosts).open("127.0.0.1", database.port())) {
            assertEquals("127.0.0.1", passage.host());
        }
    }

    /** The host goes away before a file, in the middle of one, and a commit's answer is lost beyond it. */
    @Test
    void everyFileRunsOnceThoughTheWayBreaks() throws Exception {
        try (var proxy = new CuttingProxy(database.port())) {
            var job = job(database.urlThrough(proxy.port()), through(this::address));
            var cuts = new Cuts(proxy);

            var report = new RawEngine().apply(job, cuts);

            assertEquals(FILES, report.ran().size());
            assertEquals(1, proxy.cuts());
            cuts.inTheMiddle.join();
        }
        assertEquals(List.of("4 1 1"), counters());
        assertEquals(List.of("5"), database.rows("SELECT count(*) FROM stagecraft_migrations WHERE state = 'done'"));
    }

    @Test
    void aClosedPassageIsNoWayAnyMore() {
        var passage = through(this::address).open("127.0.0.1", database.port());
        passage.close();

        assertFalse(reaches(passage));
    }

    private static boolean reaches(Route.Passage passage) {
        try (var socket = new Socket(passage.host(), passage.port())) {
            return socket.isConnected();
        } catch (IOException closed) {
            return false;
        }
    }

    private final class Cuts implements MigrationListener {
        private final CuttingProxy proxy;
        private final Thread inTheMiddle = Thread.ofVirtual().unstarted(this::cutWhileItRuns);
        private int files;

        Cuts(CuttingProxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public void before(Migration migration) {
            files++;
            switch (files) {
                case 1 -> replug();
                case 3 -> inTheMiddle.start();
                case 5 -> proxy.arm(new CuttingProxy.Plan("COMMIT", 1, CuttingProxy.Cut.AFTER));
                default -> proxy.arm(new CuttingProxy.Plan("no such word", 1, CuttingProxy.Cut.BEFORE));
            }
        }

        private void cutWhileItRuns() {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !database.rows(
                                    "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()")
                            .isEmpty());
            replug();
        }

        private void replug() {
            host.unplug();
            host.plugIn();
        }
    }

    private Route through(Supplier<HostAddress> only) {
        return new RoleRoute(connector, "app", List.of(only));
    }

    private HostAddress address() {
        return host.address("app-1", CLIENT.privateKey());
    }

    private List<String> counters() {
        return database.rows("SELECT count(*), min(n), max(n) FROM counter");
    }

    private static MigrationJob job(String url, Route route) {
        var files = IntStream.rangeClosed(0, FILES)
                .mapToObj(i -> new MigrationFile(
                        "%03d_count.sql".formatted(i),
                        "UPDATE counter SET n = n + 1 WHERE id = %d;%n".formatted(i)
                                + (i == 2 ? "SELECT pg_sleep(0.5);\n" : "")))
                .toList();
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("baseline", "000_count")
                .put("runnerTimeout", "30s");
        return new MigrationJob(
                new MigrationTarget("main", Secret.of(url), route),
                files,
                config,
                "rel-1",
                "operator-a",
                Optional.empty());
    }
}
