package dev.stagecraft.sandbox.database;

import static org.awaitility.Awaitility.await;

import dev.stagecraft.sandbox.net.RealHost;
import dev.stagecraft.sandbox.net.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Debian's PostgreSQL in the network of a real host, whose firewall lets the other hosts to it and not this machine. The test
 * looks into it over a socket in the file system.
 */
public final class PostgresOnHost implements AutoCloseable {
    private static final int PORT = 5432;
    private static final Duration START = Duration.ofSeconds(60);

    private final String address;
    private final PostgresCluster cluster;
    private final Process server;

    private PostgresOnHost(RealHost host) {
        address = host.address();
        cluster = PostgresCluster.create();
        try {
            Files.writeString(
                    cluster.data().resolve("pg_hba.conf"),
                    "host all all samenet scram-sha-256\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = cluster.process()
                .start(
                        host.network(),
                        cluster.server(
                                address,
                                PORT,
                                "unix_socket_directories=" + cluster.process().directory()));
    }

    /** Starts one on that host; returns when it answers. */
    public static PostgresOnHost start(RealHost host) {
        host.refuse(PORT);
        var started = new PostgresOnHost(host);
        await().atMost(START).until(() -> started.psql("SELECT 1").succeeded() || !started.server.isAlive());
        if (!started.server.isAlive()) {
            throw new IllegalStateException(
                    "PostgreSQL did not start:\n" + started.cluster.process().log());
        }
        return started;
    }

    /** As a Secret would hold it, and as psql takes it. */
    public String url() {
        return "postgres://%s:%s@%s:%d/postgres?sslmode=disable"
                .formatted(PostgresCluster.USER, PostgresCluster.PASSWORD, address, PORT);
    }

    /** The rows of a query, columns joined by a blank. */
    public List<String> rows(String query) {
        return psql(query).orFail().out().lines().toList();
    }

    private Tool.Ran psql(String query) {
        var socket = "postgres://%s:%s@/postgres?host=%s"
                .formatted(
                        PostgresCluster.USER,
                        PostgresCluster.PASSWORD,
                        cluster.process().directory());
        return Tool.run(PostgresServer.program("psql").toString(), "-XAtq", "-F", " ", "-c", query, socket);
    }

    @Override
    public void close() {
        cluster.process().stop(server);
    }
}
