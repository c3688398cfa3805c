package dev.stagecraft.provider.migration.raw.sql;

/** ALTER TABLE, action by action. */
final class AlterTableRules {
    static final Finding RENAMED_COLUMN = Finding.contract(
            "The old version still uses the old name of the column; add a column and keep both for a release.");
    static final Finding DROPPED_COLUMN = Finding.contract(
            "DROP COLUMN takes the column and what is in it away; the old version fails where it uses it.");
    static final Finding DROPPED_CONSTRAINT =
            Finding.risky("Dropping a constraint keeps what the old version writes valid,"
                    + " but its ON CONFLICT or cascading deletes may need it; the table is locked for a moment.");
    static final Finding SET_DEFAULT = Finding.expand("A default counts for rows to come only.");
    static final Finding DROPPED_DEFAULT = Finding.risky(
            "Without the default, rows that the old version writes without the column get null or are refused.");

    private AlterTableRules() {}

    static Finding find(Words words, NewTables tables) {
        var dialect = tables.dialect();
        int at = words.skip(1, "FOREIGN", "ONLINE", "IGNORE") + 1;
        at = words.skip(at, "IF EXISTS", "ONLY");
        var table = words.name(at, dialect);
        int next = words.skip(table.next(), "*", "NOWAIT");
        var actions = words.from(words.at(next, "WAIT") ? next + 2 : next);
        if (tables.has(table)) {
            followRename(actions, table, tables);
            return Finding.expand("The table was created earlier in this file, so nobody uses it yet.");
        }
        var parts = actions.parts();
        if (!parts.stream().allMatch(action -> action.startsWith("VALIDATE"))) {
            tables.addAltered(table);
        }
        return Finding.worst(parts.stream()
                .map(action -> switch (dialect) {
                    case POSTGRESQL -> PostgresAlterRules.find(action, tables.isAltered(table));
                    case MARIADB -> MariaDbAlterRules.find(action, actions);
                    case SQLITE -> sqlite(action);
                })
                .toList());
    }

    private static void followRename(Words actions, Words.Name table, NewTables tables) {
        int to = actions.skip(1, "TO", "AS", "=");
        if (actions.startsWith("RENAME") && (to > 1 || actions.size() == 2)) {
            tables.remove(table);
            tables.add(actions.name(to, tables.dialect()));
        }
    }

    private static Finding sqlite(Words action) {
        if (action.startsWith("RENAME TO")) {
            return DropRules.RENAMED_TABLE;
        }
        if (action.startsWith("RENAME")) {
            return RENAMED_COLUMN;
        }
        if (action.startsWith("DROP CONSTRAINT")) {
            return DROPPED_CONSTRAINT;
        }
        if (action.startsWith("DROP")) {
            return DROPPED_COLUMN;
        }
        return action.startsWith("ADD") && !action.startsWith("ADD CONSTRAINT")
                ? ColumnRules.sqlite(action)
                : StatementRules.NOT_RECOGNISED;
    }
}
