package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows in the database that say what was applied; the one place from which that is known. */
final class Ledger {
    private final Connection connection;
    private final LedgerTable table;
    private final LedgerDialect dialect;

    private Ledger(Connection connection, LedgerTable table) {
        this.connection = connection;
        this.table = table;
        this.dialect = table.dialect();
    }

    static Ledger open(Database database, Connection connection) throws SQLException {
        return new Ledger(connection, new LedgerTable(database, connection));
    }

    LedgerTable table() {
        return table;
    }

    /** All rows by id; none if there is no table. Old rows have no state: they are done. */
    Map<String, LedgerEntry> entries() throws SQLException {
        var entries = new LinkedHashMap<String, LedgerEntry>();
        if (table.missing()) {
            return entries;
        }
        String known = LedgerTable.COLUMNS.stream()
                .filter(table::has)
                .map(column -> "[" + column + "]")
                .collect(Collectors.joining(", "));
        String query = dialect.sql("SELECT " + known + " FROM {table} ORDER BY [id]");
        try (var statement = connection.prepareStatement(query);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                LedgerEntry entry = entry(rows);
                entries.put(entry.id(), entry);
            }
        }
        return entries;
    }

    private LedgerEntry entry(ResultSet row) throws SQLException {
        String state = text(row, "state").orElse(State.DONE.word());
        return new LedgerEntry(
                FileName.id(text(row, "id").orElse("")),
                State.valueOf(state.toUpperCase(Locale.ROOT)),
                text(row, "checksum"),
                text(row, "attempt").map(Integer::parseInt).orElse(1),
                text(row, "release"),
                text(row, "holder").orElse("an unknown runner"));
    }

    private Optional<String> text(ResultSet row, String column) throws SQLException {
        return table.has(column) ? Optional.ofNullable(row.getString(column)) : Optional.empty();
    }

    /** Makes the table ready to be written, and calls old rows by their id alone: other tools kept the file's name. */
    void prepare() throws SQLException {
        table.prepare();
        for (String old : Rows.texts(connection, dialect.sql("SELECT [id] FROM {table}"))) {
            if (FileName.isSql(old)) {
                change("UPDATE {table} SET [id] = ? WHERE [id] = ?", FileName.id(old), old);
            }
        }
    }

    /**
     * Says that a file begins; the row is also what keeps a second runner out, as the id is unique.
     *
     * @return what {@link #finish} needs to see that it is still the same transaction; empty, and nothing is written, if this
     *     session does not have the runner's lock
     */
    Optional<String> begin(MigrationScript script, int attempt, RunnerName runner) throws SQLException {
        Optional<String> transaction =
                Rows.texts(connection, dialect.sql("SELECT {transaction} FROM (SELECT 1 AS one) t WHERE {locked}"))
                        .stream()
                        .findFirst();
        if (transaction.isPresent() && (attempt == 1 || !again(script, attempt, runner))) {
            insert(script, State.RUNNING, attempt, runner);
        }
        return transaction;
    }

    private boolean again(MigrationScript script, int attempt, RunnerName runner) throws SQLException {
        return change(
                        "UPDATE {table} SET [state] = 'running', [checksum] = ?, [attempt] = ?, [release] = ?, [holder] = ?,"
                                + " [started_at] = {now}, [finished_at] = NULL WHERE [id] = ? AND [state] = 'failed'",
                        script.checksum(),
                        attempt,
                        runner.release(),
                        runner.holder(),
                        script.id())
                == 1;
    }

    /** Records a file as applied that is not run. */
    void adopt(MigrationScript script, RunnerName runner) throws SQLException {
        insert(script, State.DONE, 1, runner);
    }

    private void insert(MigrationScript script, State state, int attempt, RunnerName runner) throws SQLException {
        change(
                "INSERT INTO {table} ([id], [checksum], [state], [attempt], [release], [holder], [started_at]%s)"
                                .formatted(table.stamped() ? ", [applied_at]" : "")
                        + " VALUES (?, ?, ?, ?, ?, ?, {now}%s)".formatted(table.stamped() ? ", CURRENT_TIMESTAMP" : ""),
                script.id(),
                script.checksum(),
                state.word(),
                attempt,
                runner.release(),
                runner.holder());
    }

    /** As {@link #finish(MigrationScript, int, Duration, String)}, for a file that runs in no transaction. */
    boolean finish(MigrationScript script, int attempt, Duration took) throws SQLException {
        return finish(script, attempt, took, dialect.transaction());
    }

    /**
     * Says that a file is applied. The database itself refuses who is not the runner any more.
     *
     * @return false if the row is not there as {@link #begin} left it, the transaction is another one, or the lock is lost
     */
    boolean finish(MigrationScript script, int attempt, Duration took, String transaction) throws SQLException {
        return change(
                        "UPDATE {table} SET [state] = 'done', [finished_at] = {now}, [duration_ms] = ?"
                                + (table.stamped() ? ", [applied_at] = CURRENT_TIMESTAMP" : "")
                                + " WHERE [id] = ? AND [state] = 'running' AND [attempt] = ? AND {locked} AND {transaction} = "
                                + transaction,
                        took.toMillis(),
                        script.id(),
                        attempt)
                == 1;
    }

    /** Whether this session has the runner's lock no longer, and is still in that transaction. */
    boolean unlocked(String transaction) throws SQLException {
        return Rows.texts(
                        connection,
                        dialect.sql(
                                "SELECT 1 FROM (SELECT 1 AS one) t WHERE {locked} OR {transaction} <> " + transaction))
                .isEmpty();
    }

    /** The same, outside a transaction. */
    boolean unlocked() throws SQLException {
        return unlocked(dialect.transaction());
    }

    /** Moves a row that is running to where a person or a check has found it to be. */
    void settle(String id, State state) throws SQLException {
        change(
                "UPDATE {table} SET [state] = ?, [finished_at] = {now} WHERE [id] = ? AND [state] = 'running' AND {locked}",
                state.word(),
                id);
    }

    /** Writes the checksum that from now on is the right one. */
    void checksum(MigrationScript script) throws SQLException {
        change("UPDATE {table} SET [checksum] = ? WHERE [id] = ? AND [state] = 'done'", script.checksum(), script.id());
    }

    private int change(String template, Object... values) throws SQLException {
        return Rows.change(connection, dialect.sql(template), values);
    }
}
