package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The shape of the ledger: made where it is missing, completed where another tool left an older one. */
final class LedgerTable {
    /** Beside these an old table has {@link #APPLIED_AT}, which is written too as long as it is there. */
    static final List<String> COLUMNS = List.of(
            "id", "checksum", "state", "attempt", "release", "holder", "started_at", "finished_at", "duration_ms");

    private static final String APPLIED_AT = "applied_at";

    private final Database database;
    private final Connection connection;
    private final LedgerDialect dialect;
    private Set<String> columns;

    LedgerTable(Database database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.dialect = database.ledger(connection);
        this.columns = database.ledgerColumns(connection);
    }

    LedgerDialect dialect() {
        return dialect;
    }

    boolean missing() {
        return columns.isEmpty();
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    /** Whether an old table's column of times must be filled. */
    boolean stamped() {
        return columns.contains(APPLIED_AT);
    }

    /** Whether a table of that name is something else altogether. */
    boolean foreign() {
        return !columns.isEmpty() && !columns.contains("id");
    }

    /**
     * Makes the table, or adds what an old one lacks; what was cut off half-way is finished by the next call. On PostgreSQL and
     * SQLite it takes part in the transaction that is open.
     */
    void prepare() throws SQLException {
        if (missing()) {
            change("CREATE TABLE {table} ([id] " + dialect.id() + " NOT NULL PRIMARY KEY)" + dialect.options());
            columns = database.ledgerColumns(connection);
        }
        if (!columns.containsAll(COLUMNS)) {
            for (String column : COLUMNS) {
                if (!columns.contains(column)) {
                    change("ALTER TABLE {table} ADD COLUMN [%s] %s".formatted(column, type(column)));
                }
            }
            columns = database.ledgerColumns(connection);
        }
        change("UPDATE {table} SET [state] = 'done', [attempt] = 1 WHERE [state] IS NULL");
    }

    private String type(String column) {
        return switch (column) {
            case "attempt" -> "integer";
            case "duration_ms" -> "bigint";
            case "started_at", "finished_at" -> dialect.time();
            default -> dialect.text();
        };
    }

    private void change(String template) throws SQLException {
        Rows.change(connection, dialect.sql(template));
    }
}
