package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A session of ours that may come to wait for a lock. */
@FunctionalInterface
interface BlockedSession {
    /** Who it waits for just now, in words, without their statements, which hold data; asked over another connection. */
    Set<String> holders(Connection other) throws SQLException;
}
