package dev.stagecraft.provider.migration.raw.sql;

import java.util.Set;

/** Statements about rows. */
final class DataRules {
    static final Finding COPY =
            Finding.risky("Copies rows, and writers of what it reads or writes may wait until it is done.");

    private static final Finding NEW_TABLE =
            Finding.expand("The table was created earlier in this file, so nobody uses it yet.");
    private static final Finding BACKFILL = Finding.risky(
            "Changes rows that are there and locks each until the file is" + " committed; do it in batches.");
    private static final Finding CALLS = Finding.risky("Calls a function, which may change or lock anything.");
    private static final Set<String> NOT_CALLS = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "AS",
            "ON",
            "VALUES",
            "EXISTS",
            "ANY",
            "ALL",
            "SOME",
            "JOIN",
            "HAVING",
            "BY",
            "WHEN",
            "THEN",
            "ELSE",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "USING",
            "OVER",
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "AVG",
            "COALESCE",
            "LIMIT",
            "CASE",
            "INTERVAL",
            "DISTINCT",
            "LATERAL",
            "FILTER",
            "LIKE",
            "BETWEEN",
            "CAST");

    private DataRules() {}

    static Finding find(Words words, NewTables tables) {
        return switch (words.word(0)) {
            case "INSERT" -> insert(words, tables);
            case "REPLACE" -> tables.hasAt(words, afterInto(words)) ? NEW_TABLE : BACKFILL;
            case "UPDATE" -> update(words, tables);
            case "DELETE" -> delete(words, tables);
            case "MERGE" -> BACKFILL;
            case "WITH" -> query(words);
            default -> select(words, tables);
        };
    }

    /** With more than one table, or an alias, it is not looked into which one changes. */
    private static Finding update(Words words, NewTables tables) {
        int at = words.skip(1, "LOW_PRIORITY", "IGNORE", "ONLY");
        var table = words.name(words.at(at, "OR") ? at + 2 : at, tables.dialect());
        return tables.has(table) && words.at(table.next(), "SET") ? NEW_TABLE : BACKFILL;
    }

    private static Finding delete(Words words, NewTables tables) {
        int from = words.skip(1, "LOW_PRIORITY", "QUICK", "IGNORE");
        boolean one = words.at(from, "FROM") && !words.has("USING");
        return one && tables.hasAt(words, words.skip(from + 1, "ONLY")) ? NEW_TABLE : BACKFILL;
    }

    private static int afterInto(Words words) {
        return words.has("INTO")
                ? words.find("INTO") + 1
                : words.skip(1, "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE");
    }

    private static Finding insert(Words words, NewTables tables) {
        boolean own = tables.hasAt(words, afterInto(words));
        boolean overwrites =
                words.startsWith("INSERT OR REPLACE") || words.hasAny("DO UPDATE", "ON DUPLICATE KEY UPDATE");
        if (overwrites && !own) {
            return BACKFILL;
        }
        if (!words.holds("FROM", "TABLE")) {
            return own ? NEW_TABLE : Finding.expand("Adds the rows that are written here.");
        }
        if (words.holds("( UPDATE", "( DELETE", "( MERGE")) {
            return BACKFILL;
        }
        return own && tables.dialect() == Dialect.POSTGRESQL
                ? Finding.expand("Copies rows into a table that nobody uses yet.")
                : COPY;
    }

    /** A query, which in PostgreSQL may change rows in its WITH. */
    static Finding query(Words words) {
        if (words.holds("UPDATE", "DELETE", "MERGE")) {
            return BACKFILL;
        }
        if (words.startsWith("EXECUTE")) {
            return CALLS;
        }
        return words.holds("INSERT") ? COPY : read(words);
    }

    private static Finding select(Words words, NewTables tables) {
        if (words.has("INTO") && tables.dialect() == Dialect.POSTGRESQL) {
            tables.add(words.name(
                    words.skip(words.find("INTO") + 1, "TEMPORARY", "TEMP", "UNLOGGED", "TABLE"), tables.dialect()));
        }
        var read = read(words);
        if (read.equals(CALLS)) {
            tables.forget(); // it may have set the search path
        }
        return read;
    }

    private static Finding read(Words words) {
        if (words.hasAny("FOR UPDATE", "FOR SHARE", "FOR NO KEY UPDATE", "LOCK IN SHARE MODE")) {
            return Finding.risky("Locks the rows that it reads until the file is committed.");
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.tokens().get(i).isName() && words.at(i + 1, "(") && !NOT_CALLS.contains(words.word(i))) {
                return CALLS;
            }
        }
        return Finding.expand("Reads only.");
    }
}
