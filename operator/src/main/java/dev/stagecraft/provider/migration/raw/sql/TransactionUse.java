package dev.stagecraft.provider.migration.raw.sql;

/** How a statement and a transaction around it get on. */
public enum TransactionUse {
    /** It takes part: rolled back with the rest. */
    INSIDE,
    /** The database refuses or ignores it inside a transaction; the file needs {@code -- stagecraft:no-transaction}. */
    OUTSIDE,
    /** The database commits what is open before it and itself after it (DDL in MariaDB and MySQL). */
    COMMITS
}
