package dev.stagecraft.sandbox.database;

/** The databases that migrations run on. */
public enum DatabaseKind {
    POSTGRESQL,
    MARIADB,
    SQLITE
}
