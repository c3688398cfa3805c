package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mariadb.jdbc.Driver;

/** MariaDB and MySQL: DDL commits, so a file with DDL is recorded as running first and as done afterwards. */
record MariaDbDatabase(DatabaseUrl url) implements Database {
    private static final int CONNECT_MILLIS = 10_000;

    /** The server's own mode without those under which quotes are read otherwise than files are read here, bundles too. */
    private static final String MODE = Stream.of(
                    "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL")
            .reduce("@@GLOBAL.sql_mode", (rest, mode) -> "replace(%s, '%s', '')".formatted(rest, mode));

    @Override
    public Connection connect(Access access) throws SQLException {
        var properties = ServerConnection.login(url);
        properties.setProperty("sslMode", sslMode());
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_MILLIS));
        properties.setProperty("socketTimeout", Long.toString(1000 * ServerConnection.socketSeconds(access.limits())));
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("dumpQueriesOnException", "false");
        properties.setProperty("connectionAttributes", "program_name:stagecraft");
        // Without the name, in which the driver would look for options; settle says USE.
        return ServerConnection.open(new Driver(), "mariadb", "", access, properties);
    }

    /** The driver has no mode that uses TLS where the server happens to offer it. */
    private String sslMode() {
        return switch (url.option(UrlOptions.SSL_MODE, "disable")) {
            case "require" -> "trust";
            case "verify-ca" -> "verify-ca";
            case "verify-full" -> "verify-full";
            default -> "disable";
        };
    }

    @Override
    public void settle(Connection connection, Limits limits) throws SQLException {
        long lock = Limits.seconds(limits.lock());
        try (var statement = connection.createStatement()) {
            statement.execute("SET NAMES utf8mb4");
            statement.execute("SET SESSION sql_mode = " + MODE
                    + ", foreign_key_checks = DEFAULT, unique_checks = DEFAULT, default_storage_engine = DEFAULT,"
                    + " time_zone = DEFAULT, autocommit = 1, lock_wait_timeout = %d, innodb_lock_wait_timeout = %d, wait_timeout = %d"
                            .formatted(lock, lock, Limits.seconds(limits.session())));
            statement.execute(
                    isMariaDb(connection)
                            ? "SET SESSION max_statement_time = %d, idle_transaction_timeout = %d"
                                    .formatted(Limits.seconds(limits.statement()), Limits.seconds(limits.idle()))
                            : "SET SESSION max_execution_time = %d"
                                    .formatted(limits.statement().toMillis()));
            statement.execute("USE " + quoted(url.database()));
        }
    }

    private static boolean isMariaDb(Connection connection) throws SQLException {
        return connection
                .getMetaData()
                .getDatabaseProductVersion()
                .toLowerCase(Locale.ROOT)
                .contains("mariadb");
    }

    @Override
    public RunnerLock lock(Connection connection, String holder) {
        return MariaDbLock.of(connection, url.database());
    }

    @Override
    public Optional<BlockedSession> blocked(Connection connection) throws SQLException {
        return Optional.of(MariaDbBlocked.of(connection));
    }

    @Override
    public LedgerDialect ledger(Connection connection) {
        return new LedgerDialect(
                quoted(url.database()) + "." + quoted(LEDGER),
                "`",
                "varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "varchar(255)",
                "datetime(3)",
                "utc_timestamp(3)",
                " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
                "1",
                MariaDbLock.of(connection, url.database()).condition());
    }

    @Override
    public Set<String> ledgerColumns(Connection connection) throws SQLException {
        return Rows.texts(
                connection,
                "SELECT lower(column_name) FROM information_schema.columns WHERE table_schema = ? AND table_name = ?",
                url.database(),
                LEDGER);
    }

    @Override
    public Set<String> otherLedgers(Connection connection) {
        return Set.of();
    }

    @Override
    public Optional<String> otherTables(Connection connection) throws SQLException {
        boolean there = !Rows.texts(
                        connection,
                        "SELECT table_name FROM information_schema.tables"
                                + " WHERE table_schema = ? AND table_type = 'BASE TABLE' AND table_name <> ? LIMIT 1",
                        url.database(),
                        LEDGER)
                .isEmpty();
        return there ? Optional.of("") : Optional.empty();
    }

    @Override
    public DatabaseFault fault(SQLException exception, String statement) {
        return MariaDbFaults.read(exception);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
