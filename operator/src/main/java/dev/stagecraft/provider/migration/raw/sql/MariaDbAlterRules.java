package dev.stagecraft.provider.migration.raw.sql;

import java.util.Set;

/** One action of MariaDB's and MySQL's ALTER TABLE. */
final class MariaDbAlterRules {
    private static final Set<String> KEYS = Set.of(
            "INDEX", "KEY", "FULLTEXT", "SPATIAL", "UNIQUE", "PRIMARY", "CONSTRAINT", "FOREIGN", "CHECK", "VECTOR");

    private static final Set<String> OPTIONS = Set.of("AUTO_INCREMENT", "COMMENT", "CHARSET", "CHARACTER", "COLLATE");

    private static final Finding REBUILD = Finding.risky("Most of these rebuild the table, and writers wait;"
            + " add ALGORITHM=INSTANT so that the server refuses rather than rebuilds.");

    private static final Set<String> BLOCKING = Set.of("COPY", "SHARED", "EXCLUSIVE");

    private static final Finding BLOCKS =
            Finding.risky("ALGORITHM=COPY copies the table, and with it or with LOCK=SHARED or"
                    + " LOCK=EXCLUSIVE writers wait until all is done; leave it to the server, or say LOCK=NONE.");

    /** Only says in which way the other actions are done. */
    private static final Finding HOW = Finding.expand("");

    private MariaDbAlterRules() {}

    static Finding find(Words action, Words all) {
        if (action.hasAny("PARTITION BY", "REMOVE PARTITIONING")) {
            return REBUILD;
        }
        return switch (action.word(0)) {
            case "ADD" -> add(action, all);
            case "DROP" -> drop(action);
            case "MODIFY" -> softened(REBUILD, instant(all));
            case "CHANGE" -> change(action, all);
            case "ALTER" -> alter(action);
            case "RENAME" -> rename(action);
            case "TRUNCATE", "DISCARD" -> Finding.contract("Deletes the rows of a part of the table.");
            default -> option(action);
        };
    }

    /** One option; several without a comma between them are not taken apart. */
    private static Finding option(Words action) {
        int name = action.skip(0, "DEFAULT");
        int value = action.skip(action.at(name, "CHARACTER SET") ? name + 2 : name + 1, "=");
        if (action.size() != value + 1) {
            return REBUILD;
        }
        if (action.at(name, "ALGORITHM") || action.at(name, "LOCK")) {
            return BLOCKING.contains(action.word(value)) ? BLOCKS : HOW;
        }
        return OPTIONS.contains(action.word(name))
                ? Finding.expand("Counts for rows and columns to come only.")
                : REBUILD;
    }

    /** An index by CREATE INDEX or ADD INDEX; {@code all} holds what the statement demands of the server. */
    static Finding index(Words what, Words all) {
        if (what.hasAny("FULLTEXT", "SPATIAL", "VECTOR")) {
            return Finding.risky("This kind of index locks writes to the table while it builds.");
        }
        var built = Finding.risky(
                what.has("UNIQUE")
                        ? "Reads the whole table and refuses duplicates of the old version from now on;"
                                + " add LOCK=NONE so that the server refuses rather than blocks."
                        : "Reads the whole table, and blocks writers with some engines;"
                                + " add LOCK=NONE so that the server refuses rather than blocks.");
        return softened(built, instant(all) || demands(all, "LOCK", "NONE"));
    }

    private static Finding add(Words action, Words all) {
        if (action.startsWith("ADD PARTITION") || action.startsWith("ADD SYSTEM") || action.startsWith("ADD PERIOD")) {
            return REBUILD;
        }
        String word = action.word(1);
        if (word.equals("PRIMARY") || (action.holds("PRIMARY KEY") && KEYS.contains(word))) {
            return REBUILD;
        }
        if (word.equals("CONSTRAINT") && action.has("UNIQUE")) {
            return index(action, all);
        }
        if (word.equals("CONSTRAINT") || word.equals("FOREIGN") || word.equals("CHECK")) {
            return Finding.risky("Checks every row while writers wait.");
        }
        if (KEYS.contains(word)) {
            return index(action, all);
        }
        return columns(action);
    }

    /** ADD [COLUMN] name type, or several in parentheses. */
    private static Finding columns(Words action) {
        int at = action.skip(1, "COLUMN", "IF NOT EXISTS");
        return action.at(at, "(")
                ? Finding.worst(action.inside(at).parts().stream()
                        .map(ColumnRules::mariaDb)
                        .toList())
                : ColumnRules.mariaDb(action);
    }

    private static Finding drop(Words action) {
        return switch (action.word(1)) {
            case "CONSTRAINT", "FOREIGN", "CHECK" -> AlterTableRules.DROPPED_CONSTRAINT;
            case "PRIMARY" -> REBUILD;
            case "INDEX", "KEY" -> Finding.contract("DROP INDEX may make queries of the old version slow.");
            case "PARTITION" -> Finding.contract("DROP PARTITION deletes its rows.");
            default -> AlterTableRules.DROPPED_COLUMN;
        };
    }

    private static Finding change(Words action, Words all) {
        int at = action.skip(1, "COLUMN", "IF EXISTS");
        var from = action.name(at, Dialect.SQLITE);
        var to = action.name(from.next(), Dialect.SQLITE);
        return from.parts().equals(to.parts()) ? softened(REBUILD, instant(all)) : AlterTableRules.RENAMED_COLUMN;
    }

    private static Finding alter(Words action) {
        if (action.has("SET DEFAULT")) {
            return AlterTableRules.SET_DEFAULT;
        }
        return action.has("DROP DEFAULT") ? AlterTableRules.DROPPED_DEFAULT : StatementRules.NOT_RECOGNISED;
    }

    private static Finding rename(Words action) {
        return switch (action.word(1)) {
            case "COLUMN" -> AlterTableRules.RENAMED_COLUMN;
            case "INDEX", "KEY" -> Finding.risky("The old version may name the index in a hint.");
            default -> DropRules.RENAMED_TABLE;
        };
    }

    private static boolean instant(Words all) {
        return demands(all, "ALGORITHM", "INSTANT");
    }

    private static boolean demands(Words all, String option, String value) {
        return all.hasAny(option + " = " + value, option + " " + value);
    }

    private static Finding softened(Finding finding, boolean demanded) {
        return demanded
                ? Finding.expand("The server refuses the statement if readers or writers would have to wait.")
                : finding;
    }
}
