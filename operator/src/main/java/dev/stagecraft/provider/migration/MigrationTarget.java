package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;

/**
 * A database and the way to it.
 *
 * @param database its name in the resource, for messages
 * @param url the connection string, which holds a password
 */
public record MigrationTarget(String database, Secret url, Route route) {
    public MigrationTarget {
        requireNonNull(database, "database");
        requireNonNull(url, "url");
        requireNonNull(route, "route");
    }
}
