package dev.stagecraft.sandbox.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of one PostgreSQL server, made by {@code initdb}, and the command that serves them without fsync. */
record PostgresCluster(ServerProcess process) {
    static final String USER = "shop";
    /** As it is written in a URL. */
    static final String PASSWORD = "s3cret-p%40ss";

    private static final String PLAIN_PASSWORD = "s3cret-p@ss";

    /** An empty one in a directory of its own, which goes with this JVM. */
    static PostgresCluster create() {
        var cluster = new PostgresCluster(new ServerProcess("postgresql", "postgres"));
        Path password = cluster.process.directory().resolve("password");
        try {
            Files.writeString(password, PLAIN_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.process.prepare(List.of(
                programs().resolve("initdb").toString(),
                "-D",
                cluster.data().toString(),
                "-U",
                USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync"));
        return cluster;
    }

    /** The directory of the newest version's programs. */
    static Path programs() {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb"))
                            && Files.isExecutable(version.resolve("bin/postgres")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"))
                    .orElseThrow(PostgresCluster::missing);
        } catch (IOException none) {
            throw missing();
        }
    }

    private static IllegalStateException missing() {
        return new IllegalStateException(
                "There is no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql, or run"
                        + " operator/src/test/sh/database-prerequisites as root.");
    }

    Path data() {
        return process.directory().resolve("data");
    }

    /** Serves at that address, and nowhere else unless more settings say so. */
    List<String> server(String address, int port, String... more) {
        var command = new ArrayList<>(List.of(
                programs().resolve("postgres").toString(), "-D", data().toString(), "-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=" + address,
                "unix_socket_directories=",
                "fsync=off",
                "full_page_writes=off",
                "synchronous_commit=off",
                "max_connections=60")) {
            command.addAll(List.of("-c", setting));
        }
        for (String setting : more) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }
}
