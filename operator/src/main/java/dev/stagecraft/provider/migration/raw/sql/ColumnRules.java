package dev.stagecraft.provider.migration.raw.sql;

import java.util.Set;

/** ADD COLUMN. */
final class ColumnRules {
    static final Finding NULLABLE = Finding.expand("Adds a column without touching the rows.");

    private static final Finding NOT_NULL =
            Finding.risky("A column that is NOT NULL without a default fails on a table with"
                    + " rows, and refuses what the old version writes; give it a default or make it nullable.");
    private static final Finding STORED =
            Finding.risky("The value is computed and stored for every row, which rewrites the"
                    + " table while readers and writers wait; add a nullable column and fill it in batches.");
    private static final Finding CHECKED = Finding.risky(
            "Checks every row while readers and writers wait; add the constraint apart, as NOT VALID if it can be.");

    private static final Finding DIFFERS = Finding.risky(
            "A default that may differ from row to row rewrites the table while readers and writers wait; add the"
                    + " column without it, set the default, fill the rows in batches.");

    /** What is computed once for the statement, not once a row. */
    private static final Set<String> ONCE = Set.of(
            "NOW",
            "TRANSACTION_TIMESTAMP",
            "STATEMENT_TIMESTAMP",
            "CURRENT_TIMESTAMP",
            "CURRENT_TIME",
            "LOCALTIMESTAMP",
            "LOCALTIME",
            "CURDATE",
            "UTC_TIMESTAMP");

    /** Words behind the expression of a DEFAULT. */
    private static final Set<String> CONSTRAINT_WORDS = Set.of(
            "NOT",
            "NULL",
            "CHECK",
            "UNIQUE",
            "PRIMARY",
            "REFERENCES",
            "CONSTRAINT",
            "GENERATED",
            "COLLATE",
            "COMMENT",
            "AFTER",
            "FIRST",
            "ON",
            "DEFERRABLE",
            "INITIALLY");

    private ColumnRules() {}

    static Finding postgres(Words column) {
        if (column.hasAny("PRIMARY KEY", "UNIQUE")) {
            return PostgresAlterRules.UNIQUE;
        }
        boolean stored = column.has("GENERATED") && !column.has("VIRTUAL");
        if (stored || column.hasAny("SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2")) {
            return STORED;
        }
        if (column.has("CHECK")) {
            return CHECKED;
        }
        boolean hasDefault = hasDefault(column);
        if (hasDefault && !isConstant(column)) {
            return DIFFERS;
        }
        if (column.has("REFERENCES")) {
            return hasDefault
                    ? CHECKED
                    : Finding.expand("Adds a column; locks writes to the referenced table for a moment.");
        }
        return !hasDefault && column.has("NOT NULL") ? NOT_NULL : NULLABLE;
    }

    static Finding mariaDb(Words column) {
        if (column.hasAny("PRIMARY", "UNIQUE", "AUTO_INCREMENT", "KEY")) {
            return Finding.risky("A column with a key or a counter rebuilds the table, and writers wait.");
        }
        if (column.hasAny("STORED", "PERSISTENT")) {
            return STORED;
        }
        if (column.hasAny("CHECK", "REFERENCES")) {
            return CHECKED;
        }
        if (hasDefault(column) && !isConstant(column)) {
            return DIFFERS;
        }
        return !hasDefault(column) && column.has("NOT NULL") ? NOT_NULL : NULLABLE;
    }

    static Finding sqlite(Words column) {
        if (column.has("CHECK") || (column.hasAny("GENERATED", "AS") && column.has("NOT NULL"))) {
            return Finding.risky("Reads every row to check it, and all writers of the database wait.");
        }
        return !hasDefault(column) && column.has("NOT NULL") ? NOT_NULL : NULLABLE;
    }

    private static boolean hasDefault(Words column) {
        int at = column.find("DEFAULT");
        return at >= 0 && !column.at(at + 1, "NULL");
    }

    /** Whether the default is one value for all rows: no call but of functions that are known to be stable. */
    private static boolean isConstant(Words column) {
        var tail = column.from(column.find("DEFAULT") + 1);
        boolean cast = false;
        int depth = 0;
        for (int i = 0; i < tail.size() && (depth > 0 || !CONSTRAINT_WORDS.contains(tail.word(i))); i++) {
            depth += tail.depthChange(i);
            boolean name = tail.tokens().get(i).isName();
            cast = (name && cast) || tail.at(i, ":");
            if (name && tail.at(i + 1, "(") && !cast && !ONCE.contains(tail.word(i))) {
                return false;
            }
        }
        return true;
    }
}
