package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * A session of MariaDB, by its connection id. Only who holds rows is told, and only to users with the right PROCESS; who holds a
 * table against DDL is known to a plugin alone.
 */
record MariaDbBlocked(String connectionId) implements BlockedSession {
    private static final String HOLDERS = """
            SELECT concat(coalesce(p.user, 'a session'), ' (connection id ', b.trx_mysql_thread_id,
                if(p.host is null, '', concat(', from ', substring_index(p.host, ':', 1))), ', in a transaction since ',
                date_format(utc_timestamp() - interval timestampdiff(
                    second, b.trx_started, convert_tz(utc_timestamp(), '+00:00', 'SYSTEM')) second, '%Y-%m-%dT%TZ'), ')')
            FROM information_schema.innodb_trx r
            JOIN information_schema.innodb_lock_waits w ON w.requesting_trx_id = r.trx_id
            JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
            LEFT JOIN information_schema.processlist p ON p.id = b.trx_mysql_thread_id
            WHERE r.trx_mysql_thread_id = ? ORDER BY b.trx_started""";

    static MariaDbBlocked of(Connection connection) throws SQLException {
        return new MariaDbBlocked(
                Rows.texts(connection, "SELECT connection_id()").iterator().next());
    }

    @Override
    public Set<String> holders(Connection other) throws SQLException {
        return Rows.texts(other, HOLDERS, connectionId);
    }
}
