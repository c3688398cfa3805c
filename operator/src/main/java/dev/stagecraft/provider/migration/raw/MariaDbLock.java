package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A named lock of the session; the name is the server's, so the database's name is in it. */
record MariaDbLock(Connection connection, String name) implements RunnerLock {
    private static final int HASH_DIGITS = 32;

    static MariaDbLock of(Connection connection, String database) {
        return new MariaDbLock(
                connection, "stagecraft." + MigrationScript.checksum(database).substring(0, HASH_DIGITS));
    }

    /** In SQL: the session that asks has it. */
    String condition() {
        return "is_used_lock('" + name + "') <=> connection_id()";
    }

    @Override
    public boolean tryAcquire() throws SQLException {
        return Rows.texts(connection, "SELECT get_lock(?, 0)", name).contains("1");
    }

    @Override
    public Optional<String> holder() throws SQLException {
        return Rows.texts(connection, "SELECT is_used_lock(?)", name).stream()
                .findFirst()
                .map(id -> "the session with connection id " + id);
    }

    @Override
    public void release() throws SQLException {
        Rows.texts(connection, "SELECT release_lock(?)", name);
    }
}
