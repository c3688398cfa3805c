package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.Route.Passage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** One database, and what differs between the kinds. Holds no connection: that comes as an argument. */
sealed interface Database permits PostgresDatabase, MariaDbDatabase, SqliteDatabase {
    /** The table of the ledger, unquoted. */
    String LEDGER = "stagecraft_migrations";

    static Database of(DatabaseUrl url) {
        return switch (url.dialect()) {
            case POSTGRESQL -> new PostgresDatabase(url);
            case MARIADB -> new MariaDbDatabase(url);
            case SQLITE -> new SqliteDatabase(url);
        };
    }

    DatabaseUrl url();

    /**
     * A connection with automatic commit on and the session settings of {@link #settle} not made yet.
     *
     * @throws MigrationException {@code UNSUPPORTED} if what answers is no server but a pooler
     */
    Connection connect(Access access) throws SQLException;

    /** Sets the session's timeouts, and undoes what a file set; the lock of the runner stays. */
    void settle(Connection connection, Limits limits) throws SQLException;

    /** The lock that lets one runner in; not taken yet. It lives no longer than the connection. */
    RunnerLock lock(Connection connection, String holder) throws SQLException;

    /** Whom to ask while this session waits for a lock; empty where the database never tells. */
    Optional<BlockedSession> blocked(Connection connection) throws SQLException;

    /** How the ledger is written here; asked before any file has run, as a file may change what names mean. */
    LedgerDialect ledger(Connection connection) throws SQLException;

    /** The columns of the ledger in lower case; empty if there is no such table. */
    Set<String> ledgerColumns(Connection connection) throws SQLException;

    /** Where else in this database there is a table of the ledger's name; asked when there is none where it belongs. */
    Set<String> otherLedgers(Connection connection) throws SQLException;

    /**
     * Where there are tables beside the ledger: empty if nowhere, empty text for where the ledger is or would be, and the names
     * of other schemas if they are in those alone.
     */
    Optional<String> otherTables(Connection connection) throws SQLException;

    /** Runs one statement of a file as it is written, without what drivers read into braces. */
    default void run(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        }
    }

    /** What a driver's exception says, cleaned of data. */
    DatabaseFault fault(SQLException exception, String statement);

    /**
     * How to connect.
     *
     * @param passage where the server is reached
     * @param holder what others see of us
     * @param readOnly the database itself keeps us from changing anything
     */
    record Access(Passage passage, Limits limits, String holder, boolean readOnly) {}
}
