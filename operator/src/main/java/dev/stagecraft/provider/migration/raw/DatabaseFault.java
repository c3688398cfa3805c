package dev.stagecraft.provider.migration.raw;

import static java.util.Objects.requireNonNull;

/**
 * What a database said went wrong, without values from its tables.
 *
 * @param lineOffset how many lines below the first line of the statement, where the database tells
 */
record DatabaseFault(Kind kind, String text, int lineOffset) {
    enum Kind {
        /** The connection is gone; whether the last request took effect is not known from here. */
        CONNECTION_LOST,
        /** A lock was not had in time, and nothing of the statement took effect. */
        LOCK_TIMEOUT,
        /** User, password or a right is missing: trying again changes nothing. */
        DENIED,
        OTHER
    }

    DatabaseFault {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }

    static DatabaseFault of(Kind kind, String text) {
        return new DatabaseFault(kind, text, 0);
    }
}
