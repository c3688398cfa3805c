package dev.stagecraft.provider.migration.raw;

import static java.util.Objects.requireNonNull;

/**
 * What a database said went wrong, without values from its tables.
 *
 * @param lineOffset how many lines below the first line of the statement, where the database tells
 */
record DatabaseFault(Kind kind, String text, int lineOffset) {
    /** A server that took writes a moment ago does so again soon, or another one in its place. */
    static final String READS_ONLY =
            " (the server is read-only, as one is after a failover; give the address of the one that writes)";

    enum Kind {
        /** The connection is gone, or of no use any more; whether the last request took effect is not known from here. */
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
