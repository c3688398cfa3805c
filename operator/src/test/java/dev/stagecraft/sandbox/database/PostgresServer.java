package dev.stagecraft.sandbox.database;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Debian's PostgreSQL, without fsync. */
public final class PostgresServer {
    static final String USER = "shop";
    static final String PASSWORD = "s3cret-p%40ss";
    private static final String PLAIN_PASSWORD = "s3cret-p@ss";
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
        return programs()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql, or run"
                                + " operator/src/test/sh/database-prerequisites as root."))
                .resolve(name);
    }

    private static PostgresServer start() {
        var process = new ServerProcess("postgresql", "postgres");
        Path data = process.directory().resolve("data");
        int port = ServerProcess.freePort();
        Path password = process.directory().resolve("password");
        try {
            Files.writeString(password, PLAIN_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.prepare(List.of(
                program("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync"));
        Process server = process.start(List.of(
                program("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "max_connections=60"));
        var started = new PostgresServer(port);
        await().atMost(START).until(() -> started.answers() || !server.isAlive());
        if (!started.answers()) {
            throw new IllegalStateException("PostgreSQL did not start:\n" + process.log());
        }
        return started;
    }

    /** The newest version that is installed. */
    private static Optional<Path> programs() {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb"))
                            && Files.isExecutable(version.resolve("bin/postgres")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"));
        } catch (IOException none) {
            return Optional.empty();
        }
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
                "postgres://%s:%s@127.0.0.1:%d/%s?sslmode=disable".formatted(USER, PASSWORD, port, name),
                port);
    }

    private String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s&sslmode=disable"
                .formatted(port, database, USER, PASSWORD);
    }
}
