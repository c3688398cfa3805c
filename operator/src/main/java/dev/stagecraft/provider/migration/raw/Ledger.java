package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table in the database that says what was applied; the one place from which that is known. */
final class Ledger {
    /** Beside these an old table has {@code applied_at}, which is written too as long as it is there. */
    private static final List<String> COLUMNS = List.of(
            "id", "checksum", "state", "attempt", "release", "holder", "started_at", "finished_at", "duration_ms");

    private static final String APPLIED_AT = "applied_at";

    private final Database database;
    private final Connection connection;
    private final LedgerDialect dialect;
    private Set<String> columns;

    private Ledger(Database database, Connection connection, LedgerDialect dialect, Set<String> columns) {
        this.database = database;
        this.connection = connection;
        this.dialect = dialect;
        this.columns = columns;
    }

    static Ledger open(Database database, Connection connection) throws SQLException {
        return new Ledger(
                database, connection, database.ledger(connection), database.ledgerColumns(connection));
    }

    /** Whether a table of that name is something else altogether. */
    boolean foreign() {
        return !columns.isEmpty() && !columns.contains("id");
    }

    /** All rows by id; none if there is no table. Old rows have no state: they are done. */
    Map<String, LedgerEntry> entries() throws SQLException {
        var entries = new LinkedHashMap<String, LedgerEntry>();
        if (columns.isEmpty()) {
            return entries;
        }
        var known = COLUMNS.stream().filter(columns::contains).map(dialect::quoted).toList();
        String query = "SELECT %s FROM %s ORDER BY %s"
                .formatted(String.join(", ", known), dialect.table(), dialect.quoted("id"));
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
        return columns.contains(column) ? Optional.ofNullable(row.getString(column)) : Optional.empty();
    }

    /**
     * Makes the table, or adds what an old one lacks: whatever was cut off half-way is finished by the next call. For PostgreSQL and
     * SQLite to be called in a transaction.
     */
    void prepare() throws SQLException {
        if (columns.isEmpty()) {
            Rows.change(connection, "CREATE TABLE %s (%s %s NOT NULL PRIMARY KEY)%s"
                    .formatted(dialect.table(), dialect.quoted("id"), dialect.id(), dialect.options()));
            columns = database.ledgerColumns(connection);
        }
        if (columns.containsAll(COLUMNS)) {
            return;
        }
        for (String column : COLUMNS) {
            if (!columns.contains(column)) {
                Rows.change(connection, "ALTER TABLE %s ADD COLUMN %s %s"
                        .formatted(dialect.table(), dialect.quoted(column), type(column)));
            }
        }
        columns = database.ledgerColumns(connection);
        Rows.change(connection, "UPDATE %s SET %s = 'done', %s = 1 WHERE %s IS NULL"
                .formatted(dialect.table(), dialect.quoted("state"), dialect.quoted("attempt"), dialect.quoted("state")));
        String id = dialect.quoted("id");
        for (String old : Rows.texts(connection, "SELECT %s FROM %s".formatted(id, dialect.table()))) {
            if (FileName.isSql(old)) {
                String rename = "UPDATE %s SET %s = ? WHERE %s = ?".formatted(dialect.table(), id, id);
                Rows.change(connection, rename, FileName.id(old), old);
            }
        }
    }

    private String type(String column) {
        return switch (column) {
            case "attempt" -> "integer";
            case "duration_ms" -> "bigint";
            case "started_at", "finished_at" -> dialect.time();
            default -> dialect.text();
        };
    }

    /**
     * Says that a file begins; the row is also what keeps a second runner out, as the id is unique.
     *
     * @return what {@link #finish} needs to see that it is still the same transaction
     */
    String begin(MigrationScript script, int attempt, RunnerName runner) throws SQLException {
        if (attempt == 1 || !again(script, attempt, runner)) {
            insert(script, State.RUNNING, attempt, runner);
        }
        return Rows.texts(connection, "SELECT " + dialect.transaction()).iterator().next();
    }

    private boolean again(MigrationScript script, int attempt, RunnerName runner) throws SQLException {
        return Rows.change(
                        connection,
                        "UPDATE %s SET %s = 'running', %s = ?, %s = ?, %s = ?, %s = ?, %s = %s, %s = NULL WHERE %s = ? AND %s = 'failed'"
                                .formatted(
                                        dialect.table(),
                                        dialect.quoted("state"),
                                        dialect.quoted("checksum"),
                                        dialect.quoted("attempt"),
                                        dialect.quoted("release"),
                                        dialect.quoted("holder"),
                                        dialect.quoted("started_at"),
                                        dialect.now(),
                                        dialect.quoted("finished_at"),
                                        dialect.quoted("id"),
                                        dialect.quoted("state")),
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
        boolean stamped = columns.contains(APPLIED_AT);
        String names = String.join(
                ", ",
                List.of("id", "checksum", "state", "attempt", "release", "holder", "started_at").stream()
                        .map(dialect::quoted)
                        .toList());
        Rows.change(
                connection,
                "INSERT INTO %s (%s%s) VALUES (?, ?, ?, ?, ?, ?, %s%s)"
                        .formatted(
                                dialect.table(),
                                names,
                                stamped ? ", " + dialect.quoted(APPLIED_AT) : "",
                                dialect.now(),
                                stamped ? ", CURRENT_TIMESTAMP" : ""),
                script.id(),
                script.checksum(),
                state.word(),
                attempt,
                runner.release(),
                runner.holder());
    }

    /** As {@link #finish(MigrationScript, Duration, String)}, for a file that runs in no transaction. */
    boolean finish(MigrationScript script, Duration took) throws SQLException {
        return finish(script, took, dialect.transaction());
    }

    /** Says that a file is applied; false if its row is not there as {@link #begin} left it, or the transaction is another one. */
    boolean finish(MigrationScript script, Duration took, String transaction) throws SQLException {
        return Rows.change(
                        connection,
                        "UPDATE %s SET %s = 'done', %s = %s, %s = ?%s WHERE %s = ? AND %s = 'running' AND %s = %s"
                                .formatted(
                                        dialect.table(),
                                        dialect.quoted("state"),
                                        dialect.quoted("finished_at"),
                                        dialect.now(),
                                        dialect.quoted("duration_ms"),
                                        columns.contains(APPLIED_AT)
                                                ? ", " + dialect.quoted(APPLIED_AT) + " = CURRENT_TIMESTAMP"
                                                : "",
                                        dialect.quoted("id"),
                                        dialect.quoted("state"),
                                        dialect.transaction(),
                                        transaction),
                        took.toMillis(),
                        script.id())
                == 1;
    }

    /** Moves a row that is running to where a person or a check has found it to be. */
    void settle(String id, State state) throws SQLException {
        Rows.change(
                connection,
                "UPDATE %s SET %s = ?, %s = %s WHERE %s = ? AND %s = 'running'"
                        .formatted(
                                dialect.table(),
                                dialect.quoted("state"),
                                dialect.quoted("finished_at"),
                                dialect.now(),
                                dialect.quoted("id"),
                                dialect.quoted("state")),
                state.word(),
                id);
    }

    /** Writes the checksum that from now on is the right one. */
    void checksum(MigrationScript script) throws SQLException {
        Rows.change(
                connection,
                "UPDATE %s SET %s = ? WHERE %s = ? AND %s = 'done'"
                        .formatted(
                                dialect.table(),
                                dialect.quoted("checksum"),
                                dialect.quoted("id"),
                                dialect.quoted("state")),
                script.checksum(),
                script.id());
    }
}
