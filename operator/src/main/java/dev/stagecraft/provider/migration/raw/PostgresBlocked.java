package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A session of PostgreSQL, by its process. What the user may not see of another's session is left out. */
record PostgresBlocked(int process) implements BlockedSession {
    /** Who it is, as people find it in {@code pg_stat_activity}; {@code a} is that view, {@code pid} the process. */
    static final String WHO = """
            coalesce(nullif(a.application_name, ''), 'a session') || ' (process ' || %1$s.pid
              || coalesce(', from ' || host(a.client_addr), '')""";

    private static final String HOLDERS =
            "SELECT CASE WHEN b.pid = 0 THEN 'a prepared transaction' ELSE " + WHO.formatted("b") + """
                 || coalesce(', in a transaction since '
                   || to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')
                 || CASE WHEN a.state LIKE 'idle in transaction%' THEN ', idle' ELSE '' END || ')' END
            FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(?)) AS b(pid)
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start""";

    static PostgresBlocked of(Connection connection) throws SQLException {
        return new PostgresBlocked(Integer.parseInt(Rows.texts(connection, "SELECT pg_catalog.pg_backend_pid()")
                .iterator()
                .next()));
    }

    @Override
    public Set<String> holders(Connection other) throws SQLException {
        return Rows.texts(other, HOLDERS, process);
    }
}
