package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/** CREATE. */
final class CreateRules {
    private static final Set<String> HARMLESS = Set.of(
            "VIEW",
            "FUNCTION",
            "PROCEDURE",
            "AGGREGATE",
            "TYPE",
            "DOMAIN",
            "COLLATION",
            "EXTENSION",
            "SEQUENCE",
            "SCHEMA",
            "STATISTICS",
            "TEXT",
            "OPERATOR",
            "LANGUAGE",
            "PACKAGE");

    private static final Finding NEW_TABLE =
            Finding.expand("The table was created earlier in this file, so nobody uses it yet.");

    private CreateRules() {}

    static Finding find(Words words, NewTables tables) {
        var head = Head.of(words);
        int name = words.skip(head.next(), "CONCURRENTLY", "IF NOT EXISTS");
        if (!head.replaces() && !words.has("IF NOT EXISTS")) {
            remember(words, head, name, tables);
        }
        return switch (head.kind()) {
            case "TABLE" -> table(words, head, name, tables);
            case "INDEX" -> index(words, head, tables);
            case "TRIGGER", "POLICY", "RULE" -> onTable(words, head, tables);
            case "VIEW" -> view(words, head, tables.dialect());
            case "ROLE", "USER", "GROUP" -> Finding.risky("Changes who may log in, for the whole server.");
            default -> object(words, head);
        };
    }

    /** What this statement makes surely new, so that the file may drop it again. Routines are left out: names alone do not tell them apart. */
    private static void remember(Words words, Head head, int at, NewTables tables) {
        var name = words.name(at, tables.dialect());
        switch (head.kind()) {
            case "VIEW", "SEQUENCE", "TYPE", "DOMAIN" -> tables.addObject(head.kind(), name);
            case "INDEX", "TRIGGER" -> {
                var table = words.name(words.skip(words.find("ON") + 1, "ONLY"), tables.dialect());
                if (tables.has(table)) {
                    tables.addObject(head.kind(), besides(table, name, tables.dialect()));
                }
            }
            default -> {
                // A table is remembered as one; of the rest nothing is known.
            }
        }
    }

    /** PostgreSQL puts an index into the schema of its table, and does not let it be named. */
    private static Words.Name besides(Words.Name table, Words.Name name, Dialect dialect) {
        if (dialect != Dialect.POSTGRESQL || name.parts().isEmpty()) {
            return name;
        }
        var parts = new ArrayList<>(table.parts().subList(0, table.parts().size() - 1));
        parts.addAll(name.parts());
        return new Words.Name(parts, name.next());
    }

    private static Finding object(Words words, Head head) {
        if (head.kind().equals("EVENT") && words.has("ON SCHEDULE")) {
            return CodeRules.judged(words, Dialect.MARIADB, StatementRules.NOT_RECOGNISED);
        }
        if (!HARMLESS.contains(head.kind()) || words.hasAny("SONAME", "LANGUAGE C")) {
            return head.kind().equals("SUBSCRIPTION")
                    ? StatementRules.NOT_RECOGNISED.outsideTransaction()
                    : StatementRules.NOT_RECOGNISED;
        }
        if (head.replaces()) {
            return Finding.risky("CREATE OR REPLACE changes what the old version calls from now on;"
                    + " give the new one a name of its own.");
        }
        return head.kind().equals("SCHEMA") && words.holds("CREATE INDEX", "CREATE TRIGGER")
                ? StatementRules.NOT_RECOGNISED
                : Finding.expand("Adds the " + head.kind().toLowerCase(Locale.ROOT) + "; nothing uses it yet.");
    }

    /** PostgreSQL lets a view only gain columns this way; the others put anything in its place. */
    private static Finding view(Words words, Head head, Dialect dialect) {
        return head.replaces() && dialect != Dialect.POSTGRESQL
                ? object(words, head)
                : Finding.expand(
                        head.replaces()
                                ? "Replaces a view, whose columns the database makes stay."
                                : "Adds the view; nothing uses it yet.");
    }

    private static Finding table(Words words, Head head, int name, NewTables tables) {
        var table = words.name(name, tables.dialect());
        if (head.replaces()) {
            tables.add(table);
            return Finding.contract("CREATE OR REPLACE TABLE drops the table that is there, with its rows.");
        }
        boolean surelyNew = !words.has("IF NOT EXISTS") || head.temporary();
        if (surelyNew) {
            tables.add(table);
        }
        int partition = words.find("PARTITION OF");
        if (partition > 0 && !tables.hasAt(words, partition + 2)) {
            return Finding.risky("Locks the parent table against readers and writers, and reads its default partition;"
                    + " create the table alone and use ATTACH PARTITION.");
        }
        boolean copies = words.holds("( SELECT") || words.hasAny("SELECT", "AS (", "AS WITH", "AS TABLE", "AS EXECUTE");
        if (copies && tables.dialect() != Dialect.POSTGRESQL) {
            return DataRules.COPY;
        }
        if (copies) {
            var query = DataRules.query(words.from(words.find("AS") + 1));
            if (query.level() != Finding.Level.EXPAND) {
                return query;
            }
        }
        return Finding.expand(
                surelyNew
                        ? "Adds a table; nothing uses it yet."
                        : "Adds a table if there is none of that name; as it may be an old one, what follows does not"
                                + " treat it as new.");
    }

    private static Finding index(Words words, Head head, NewTables tables) {
        int table = words.skip(words.find("ON") + 1, "ONLY");
        if (tables.hasAt(words, table)) {
            return NEW_TABLE;
        }
        return switch (tables.dialect()) {
            case POSTGRESQL -> postgresIndex(words, head);
            case MARIADB -> MariaDbAlterRules.index(words, words);
            case SQLITE ->
                Finding.risky("CREATE INDEX reads the whole table, and all writers of the database wait for it.");
        };
    }

    private static Finding postgresIndex(Words words, Head head) {
        if (!words.at(head.next(), "CONCURRENTLY")) {
            return Finding.risky("CREATE INDEX locks writes to the table while it builds;"
                    + " use CREATE INDEX CONCURRENTLY with -- stagecraft:no-transaction.");
        }
        return Finding.expand(
                        head.modifiers().has("UNIQUE")
                                ? "Builds beside readers and writers; from its start on duplicates are refused."
                                : "Builds beside readers and writers.")
                .outsideTransaction();
    }

    private static Finding onTable(Words words, Head head, NewTables tables) {
        String before = head.kind().equals("RULE") ? "TO" : "ON";
        if (tables.hasAt(words, words.find(before) + 1)) {
            return NEW_TABLE;
        }
        return Finding.risky("A " + head.kind().toLowerCase(Locale.ROOT)
                + " on a table in use changes what statements of the old version do, and locks the table for a"
                + " moment.");
    }
}
