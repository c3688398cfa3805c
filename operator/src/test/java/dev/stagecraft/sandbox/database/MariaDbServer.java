package dev.stagecraft.sandbox.database;

import static org.awaitility.Awaitility.await;

import dev.stagecraft.sandbox.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Debian's MariaDB, without waiting for the disk. */
public final class MariaDbServer {
    private static final String USER = "shop";
    private static final String PASSWORD = "s3cret-maria";
    private static final Duration START = Duration.ofSeconds(90);

    private static @Nullable MariaDbServer shared;

    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private MariaDbServer(int port) {
        this.port = port;
    }

    /** The one of this JVM; started by the first who asks. */
    public static synchronized MariaDbServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static MariaDbServer start() {
        String program = Stream.of("/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd")
                .filter(path -> Files.isExecutable(Path.of(path)) && Programs.onPath("mariadb-install-db"))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("There is no MariaDB server: apt-get install mariadb-server, or run"
                                + " operator/src/test/sh/database-prerequisites as root."));
        var process = new ServerProcess("mariadb", "mysql");
        Path data = process.directory().resolve("data");
        Path init = process.directory().resolve("init.sql");
        try {
            Files.writeString(
                    init,
                    "CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO '%s'@'%%';\n"
                            .formatted(USER, PASSWORD, USER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = ServerProcess.freePort();
        process.prepare(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                "--innodb-flush-log-at-trx-commit=0"));
        Process server = process.start(List.of(
                program,
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + process.directory().resolve("socket"),
                "--pid-file=" + process.directory().resolve("pid"),
                "--init-file=" + init,
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-method=nosync",
                "--innodb-buffer-pool-size=32M",
                "--skip-name-resolve"));
        var started = new MariaDbServer(port);
        await().atMost(START).until(() -> started.answers() || !server.isAlive());
        if (!started.answers()) {
            throw new IllegalStateException("MariaDB did not start:\n" + process.log());
        }
        return started;
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(jdbc(""))) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    public TestDatabase createDatabase() {
        String name = "test" + databases.incrementAndGet();
        new TestDatabase(DatabaseKind.MARIADB, jdbc(""), "", port).run("CREATE DATABASE " + name);
        return new TestDatabase(
                DatabaseKind.MARIADB,
                jdbc(name),
                "mysql://%s:%s@127.0.0.1:%d/%s".formatted(USER, PASSWORD, port, name),
                port);
    }

    private String jdbc(String database) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=%s&password=%s".formatted(port, database, USER, PASSWORD);
    }
}
