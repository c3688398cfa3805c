package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.provider.migration.raw.sql.Standalone;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** PostgreSQL: DDL takes part in transactions, so a file is applied and recorded in one. */
record PostgresDatabase(DatabaseUrl url) implements Database {
    private static final int CONNECT_SECONDS = 10;
    private static final String OTHER_TABLES = """
            SELECT DISTINCT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND (n.nspname = current_schema() OR ?)
                AND c.relkind IN ('r', 'p') AND c.relname <> ?
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') ORDER BY n.nspname""";
    private static final String OTHER_LEDGERS = """
            SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND c.relkind IN ('r', 'p') AND c.relname = ? ORDER BY n.nspname""";

    @Override
    public Connection connect(Access access) throws SQLException {
        var properties = ServerConnection.login(url);
        String ssl = url.option(UrlOptions.SSL_MODE, "prefer");
        properties.setProperty("sslmode", ssl);
        if (ssl.startsWith("verify")) {
            // The driver would look for a file in the operator's home; the JVM's own authorities are what an image has.
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(2 * CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Long.toString(ServerConnection.socketSeconds(access.limits())));
        properties.setProperty("tcpKeepAlive", "true");
        // Everything runs once; what is prepared on the server stands in the way of connection pools.
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("logServerErrorDetail", "false");
        // With it the driver's own settings come with the connection, where RESET ALL finds them again.
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("ApplicationName", PostgresLock.applicationName(access.holder()));
        String database = URLEncoder.encode(url.database(), StandardCharsets.UTF_8);
        Connection connection = ServerConnection.open(new Driver(), "postgresql", database, access, properties);
        if (!url.option(UrlOptions.POOLER, "").equals(UrlOptions.SESSION)) {
            refusePooler(connection);
        }
        return connection;
    }

    /** Asked before anything is set, as a pooler would leave it set for whoever gets the session next. */
    private static void refusePooler(Connection connection) throws SQLException {
        int promised = connection.unwrap(PGConnection.class).getBackendPID();
        boolean direct;
        try {
            direct =
                    Rows.texts(connection, "SELECT pg_catalog.pg_backend_pid()").contains(Integer.toString(promised));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        if (!direct) {
            connection.close();
            throw new MigrationException(
                    MigrationException.Code.UNSUPPORTED,
                    MigrationReason.UNSUPPORTED,
                    "The connection string leads to a pooler (PgBouncer, say), which shares sessions with the application, and"
                            + " the runner's lock and settings belong to one session. Nothing was set or run; give the database's own port, or, where the pooler keeps one session for each connection, add pgbouncer=session to the options.");
        }
    }

    @Override
    public void settle(Connection connection, Limits limits) throws SQLException {
        // Older servers do not know all of the last settings. They are not asked through pg_settings: that view lists
        // every setting there is, which after each file took longer than all the rest of this.
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    RESET SESSION AUTHORIZATION; RESET ROLE; DISCARD TEMP; DEALLOCATE ALL;
                    RESET ALL; SET standard_conforming_strings = on;%s SET lock_timeout = %d; SET statement_timeout = %d;
                    SET idle_in_transaction_session_timeout = %d; SET default_transaction_read_only = %s;
                    SELECT pg_catalog.set_config(name, setting, false)
                      FROM (VALUES ('client_connection_check_interval', '2s'), ('idle_session_timeout', '%d'),
                        ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'),
                        ('tcp_user_timeout', '60s')) AS v (name, setting)
                      WHERE pg_catalog.current_setting(name, true) IS NOT NULL""".formatted(
                            searchPath(),
                            limits.lock().toMillis(),
                            limits.statement().toMillis(),
                            limits.idle().toMillis(),
                            connection.isReadOnly() ? "on" : "off",
                            limits.session().toMillis()));
        }
    }

    private boolean namesSchema() {
        return !url.option(UrlOptions.SCHEMA, "").isEmpty();
    }

    /** The schema that the connection string names; its characters have been checked. */
    private String searchPath() {
        String schema = url.option(UrlOptions.SCHEMA, "");
        return schema.isEmpty() ? "" : " SET search_path = \"" + schema + "\";";
    }

    @Override
    public RunnerLock lock(Connection connection, String holder) throws SQLException {
        return PostgresLock.of(connection, schema(connection));
    }

    @Override
    public Optional<BlockedSession> blocked(Connection connection) throws SQLException {
        return Optional.of(PostgresBlocked.of(connection));
    }

    @Override
    public LedgerDialect ledger(Connection connection) throws SQLException {
        String schema = schema(connection);
        return new LedgerDialect(
                "\"" + schema.replace("\"", "\"\"") + "\".\"" + LEDGER + "\"",
                "\"",
                "text",
                "text",
                "timestamptz",
                "pg_catalog.clock_timestamp()",
                "",
                "pg_catalog.txid_current()",
                PostgresLock.of(connection, schema).condition());
    }

    @Override
    public Set<String> ledgerColumns(Connection connection) throws SQLException {
        return Rows.texts(
                connection,
                "SELECT lower(attname) FROM pg_catalog.pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid ="
                        + " (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = current_schema() AND c.relname = ?)",
                LEDGER);
    }

    /** A search path is changed by a new schema of the user's name, or by whoever administers roles. */
    @Override
    public Set<String> otherLedgers(Connection connection) throws SQLException {
        return namesSchema() ? Set.of() : Rows.texts(connection, OTHER_LEDGERS, LEDGER);
    }

    @Override
    public Optional<String> otherTables(Connection connection) throws SQLException {
        Set<String> schemas = Rows.texts(connection, OTHER_TABLES, !namesSchema(), LEDGER);
        if (schemas.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(schemas.contains(schema(connection)) ? "" : String.join(", ", schemas));
    }

    /**
     * What queues nobody behind it waits for old transactions as long as the statement timeout lets it: given up after the
     * lock timeout, an index would be built from the beginning for each long reader.
     */
    @Override
    public void run(Connection connection, String text) throws SQLException {
        if (!connection.getAutoCommit() || !Standalone.queuesNobody(Dialect.POSTGRESQL, new Statement(text, 1))) {
            Database.super.run(connection, text);
            return;
        }
        Set<String> lockTimeout = Rows.texts(connection, "SELECT pg_catalog.current_setting('lock_timeout')");
        try {
            Database.super.run(connection, "SET lock_timeout = 0");
            Database.super.run(connection, text);
        } finally {
            for (String before : lockTimeout) {
                Rows.texts(connection, "SELECT pg_catalog.set_config('lock_timeout', ?, false)", before);
            }
        }
    }

    @Override
    public DatabaseFault fault(SQLException exception, String statement) {
        return PostgresFaults.read(exception, statement);
    }

    private static String schema(Connection connection) throws SQLException {
        return Rows.texts(connection, "SELECT current_schema()").stream()
                .findFirst()
                .orElseThrow(() -> new SQLException("no schema has been selected to create in", "3F000"));
    }
}
