package dev.stagecraft.sandbox.database;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Debian's PostgreSQL, without fsync. */
public final class PostgresServer {
    private static final Duration START = Duration.ofSeconds(60);

    private static @Nullable PostgresServer shared;

    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(int port) {
        this.port = port;
    }

    /** The one of this JVM; started by the first who asks. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** A program of the server's own version; what the PATH has may be a script that looks for one. */
    public static Path program(String name) {
        return PostgresCluster.programs().resolve(name);
    }

    private static PostgresServer start() {
        var cluster = PostgresCluster.create();
        int port = ServerProcess.freePort();
        Process server = cluster.process().start(cluster.server("127.0.0.1", port));
        var started = new PostgresServer(port);
        await().atMost(START).until(() -> started.answers() || !server.isAlive());
        if (!started.answers()) {
            throw new IllegalStateException(
                    "PostgreSQL did not start:\n" + cluster.process().log());
        }
        return started;
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(jdbc("postgres"))) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    public TestDatabase createDatabase() {
        String name = "test" + databases.incrementAndGet();
        var administration = new TestDatabase(DatabaseKind.POSTGRESQL, jdbc("postgres"), "", port);
        administration.run("CREATE DATABASE " + name + " TEMPLATE template0");
        return new TestDatabase(
                DatabaseKind.POSTGRESQL,
                jdbc(name),
                "postgres://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
                        .formatted(PostgresCluster.USER, PostgresCluster.PASSWORD, port, name),
                port);
    }

    private String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s&sslmode=disable"
                .formatted(port, database, PostgresCluster.USER, PostgresCluster.PASSWORD);
    }
}
