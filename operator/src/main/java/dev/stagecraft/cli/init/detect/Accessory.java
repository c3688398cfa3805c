package dev.stagecraft.cli.init.detect;

import java.util.Locale;
import java.util.Optional;

/** A service that holds data, known by its image: a release leaves its container alone. */
public enum Accessory {
    /** PostgreSQL and its kin. */
    POSTGRESQL(5432, "postgres"),
    /** MySQL and Percona. */
    MYSQL(3306, "mysql"),
    /** MariaDB. */
    MARIADB(3306, "mariadb"),
    /** Redis and Valkey. */
    REDIS(6379, "redis"),
    /** MongoDB. */
    MONGODB(27017, "mongodb");

    private final int port;
    private final String scheme;

    Accessory(int port, String scheme) {
        this.port = port;
        this.scheme = scheme;
    }

    /** The port that it listens on where nothing else is said. */
    public int port() {
        return port;
    }

    /** Of a connection string. */
    public String scheme() {
        return scheme;
    }

    /** Whether the engine raw can run migrations in it. */
    public boolean isRelational() {
        return this == POSTGRESQL || this == MYSQL || this == MARIADB;
    }

    /** By the last part of the image's name, whoever made it. */
    static Optional<Accessory> of(String image) {
        String name = ProjectFiles.name(image.replaceAll("@.*", ""))
                .replaceAll(":.*", "")
                .toLowerCase(Locale.ROOT);
        return switch (name) {
            case "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescaledb-ha" ->
                Optional.of(POSTGRESQL);
            case "mysql", "mysql-server", "percona", "percona-server" -> Optional.of(MYSQL);
            case "mariadb" -> Optional.of(MARIADB);
            case "redis", "redis-stack", "redis-stack-server", "valkey" -> Optional.of(REDIS);
            case "mongo", "mongodb" -> Optional.of(MONGODB);
            default -> Optional.empty();
        };
    }
}
