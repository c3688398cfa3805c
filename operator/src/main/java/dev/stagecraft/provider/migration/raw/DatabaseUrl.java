package dev.stagecraft.provider.migration.raw;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection string, taken apart by us so that no driver ever quotes it.
 *
 * @param host empty for SQLite, as are {@code user} and {@code password}
 * @param database the database's name; for SQLite the path
 * @param options by name in lower case
 */
record DatabaseUrl(
        Dialect dialect,
        String host,
        int port,
        String database,
        String user,
        Secret password,
        Map<String, String> options) {
    DatabaseUrl {
        requireNonNull(dialect, "dialect");
        requireNonNull(password, "password");
        options = Map.copyOf(new TreeMap<>(options));
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /** Without user, password and options: what a message may say. */
    String place() {
        return switch (dialect) {
            case POSTGRESQL, MARIADB -> host + ":" + port + "/" + database;
            case SQLITE -> database;
        };
    }
}
