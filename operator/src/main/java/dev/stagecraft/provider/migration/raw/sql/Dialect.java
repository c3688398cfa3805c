package dev.stagecraft.provider.migration.raw.sql;

/** The grammar that a file is written in. */
public enum Dialect {
    POSTGRESQL,
    /** MariaDB and MySQL. */
    MARIADB,
    SQLITE
}
