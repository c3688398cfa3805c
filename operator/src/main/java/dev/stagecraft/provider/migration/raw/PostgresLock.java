package dev.stagecraft.provider.migration.raw;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/** An advisory lock of the session: ends with it, and knows no transaction. */
record PostgresLock(Connection connection, long key) implements RunnerLock {
    private static final int LONGEST_NAME = 63;

    /** One lock for each schema with a ledger; advisory locks are per database already. */
    static PostgresLock of(Connection connection, String schema) {
        String hash = MigrationScript.checksum(Database.LEDGER + " " + schema);
        return new PostgresLock(
                connection, ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong());
    }

    /** In SQL: the session that asks has it. */
    String condition() {
        return "EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted"
                + " AND l.locktype = 'advisory' AND l.objsubid = 1 AND (l.classid::bigint << 32) | l.objid::bigint = "
                + key + ")";
    }

    @Override
    public boolean tryAcquire() throws SQLException {
        return Rows.texts(connection, "SELECT pg_try_advisory_lock(?)", key).contains("t");
    }

    /** What others read in {@code pg_stat_activity}; what is not ASCII or too long would be changed by the server. */
    static String applicationName(String holder) {
        String name = ("stagecraft " + holder).replaceAll("[^\\x20-\\x7e]", "?");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    @Override
    public Optional<String> holder() throws SQLException {
        return Rows.texts(connection, """
                SELECT %s || ')'
                FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                  AND (l.classid::bigint << 32) | l.objid::bigint = ?""".formatted(PostgresBlocked.WHO.formatted("l")), key).stream()
                .findFirst();
    }

    @Override
    public void release() throws SQLException {
        Rows.texts(connection, "SELECT pg_advisory_unlock(?)", key);
    }
}
