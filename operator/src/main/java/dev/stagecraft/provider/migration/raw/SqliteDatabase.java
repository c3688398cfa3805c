package dev.stagecraft.provider.migration.raw;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;

/** SQLite: DDL takes part in transactions; a transaction takes the lock of all writers when it begins. */
record SqliteDatabase(DatabaseUrl url) implements Database {
    @Override
    public Connection connect(Access access) throws SQLException {
        var config = new SQLiteConfig();
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setBusyTimeout((int) access.limits().lock().toMillis());
        config.enableLoadExtension(false);
        // A plan must not make the file that it finds missing.
        boolean missing = access.readOnly() && Files.notExists(Path.of(url.database()));
        config.setReadOnly(access.readOnly() && !missing);
        return config.createConnection("jdbc:sqlite:" + (missing ? ":memory:" : url.database()));
    }

    /** What a file sets with PRAGMA is undone as far as it would change what the next file does. */
    @Override
    public void settle(Connection connection, Limits limits) throws SQLException {
        run(connection, "PRAGMA busy_timeout = " + limits.lock().toMillis());
        run(connection, "PRAGMA foreign_keys = OFF");
        run(connection, "PRAGMA writable_schema = OFF");
    }

    @Override
    public RunnerLock lock(Connection connection, String holder) {
        return new SqliteLock(Path.of(url.database() + SqliteLock.SUFFIX), holder);
    }

    @Override
    public Optional<BlockedSession> blocked(Connection connection) {
        return Optional.empty();
    }

    @Override
    public LedgerDialect ledger(Connection connection) {
        return new LedgerDialect(
                "main.\"" + LEDGER + "\"",
                "\"",
                "text",
                "text",
                "text",
                "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
                "",
                "1",
                "1 = 1");
    }

    @Override
    public Set<String> ledgerColumns(Connection connection) throws SQLException {
        return Rows.texts(connection, "SELECT lower(name) FROM pragma_table_info(?)", LEDGER);
    }

    @Override
    public Set<String> otherLedgers(Connection connection) {
        return Set.of();
    }

    @Override
    public Optional<String> otherTables(Connection connection) throws SQLException {
        boolean there = !Rows.texts(
                        connection,
                        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> ?"
                                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 1",
                        LEDGER)
                .isEmpty();
        return there ? Optional.of("") : Optional.empty();
    }

    /** Prepared, as the driver's plain statements have words of their own, which copy files of the operator. */
    @Override
    public void run(Connection connection, String text) throws SQLException {
        try (var statement = connection.prepareStatement(text)) {
            statement.execute();
        }
    }

    @Override
    public DatabaseFault fault(SQLException exception, String statement) {
        return SqliteFaults.read(exception);
    }
}
