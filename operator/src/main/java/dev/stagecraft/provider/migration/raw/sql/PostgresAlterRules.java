package dev.stagecraft.provider.migration.raw.sql;

import java.util.List;

/** One action of PostgreSQL's ALTER TABLE. */
final class PostgresAlterRules {
    static final Finding UNIQUE = Finding.risky("Builds a unique index while readers and writers wait;"
            + " create it CONCURRENTLY and add the constraint USING INDEX.");

    private static final Finding NOT_VALID =
            Finding.expand("Counts for rows to come only; VALIDATE CONSTRAINT checks the others.");

    private static final Finding VALIDATED_TOO_SOON =
            Finding.risky("Checks every row while the table is still locked by what"
                    + " this file did to it before; move it to another file.");

    private static final Finding TUNED = Finding.expand("Changes how rows to come are stored or counted.");

    private static final List<String> TUNING = List.of(
            "SET STATISTICS",
            "SET STORAGE",
            "SET COMPRESSION",
            "SET (",
            "RESET (",
            "REPLICA IDENTITY",
            "CLUSTER ON",
            "SET WITHOUT CLUSTER");

    private PostgresAlterRules() {}

    /** {@code locked} says that the file already holds a lock on the table that readers or writers wait for. */
    static Finding find(Words action, boolean locked) {
        return switch (action.word(0)) {
            case "ADD" -> add(action);
            case "ALTER" -> column(action);
            case "DROP" ->
                action.startsWith("DROP CONSTRAINT")
                        ? AlterTableRules.DROPPED_CONSTRAINT
                        : AlterTableRules.DROPPED_COLUMN;
            case "RENAME" -> rename(action);
            case "VALIDATE" ->
                locked ? VALIDATED_TOO_SOON : Finding.expand("Checks the rows beside readers and writers.");
            case "ATTACH" ->
                Finding.risky("Checks every row of the new partition, and locks writes to it meanwhile;"
                        + " a validated CHECK of the same bounds on it avoids that.");
            case "DETACH" -> detach(action);
            case "SET", "RESET", "REPLICA", "CLUSTER" -> set(action);
            default -> StatementRules.NOT_RECOGNISED;
        };
    }

    private static Finding add(Words action) {
        int at = action.skip(1, "CONSTRAINT");
        boolean constraint = at > 1;
        var what = action.from(constraint ? at + 1 : at);
        if (what.startsWith("PRIMARY KEY") || what.startsWith("UNIQUE")) {
            if (!what.has("USING INDEX")) {
                return UNIQUE;
            }
            return what.startsWith("UNIQUE")
                    ? Finding.expand("Takes an index that is there; locks the table for a moment.")
                    : Finding.risky(
                            "Checks every row for nulls while readers and writers wait, unless the columns are NOT"
                                    + " NULL.");
        }
        if (what.startsWith("CHECK") || what.startsWith("FOREIGN KEY") || what.startsWith("NOT NULL")) {
            return what.has("NOT VALID") ? NOT_VALID : unchecked(what);
        }
        if (what.startsWith("EXCLUDE")) {
            return Finding.risky("Builds an index while readers and writers wait.");
        }
        return constraint ? StatementRules.NOT_RECOGNISED : ColumnRules.postgres(action);
    }

    private static Finding unchecked(Words what) {
        return Finding.risky(
                what.startsWith("FOREIGN KEY")
                        ? "Checks every row while writers of both tables wait; add it NOT VALID and use VALIDATE"
                                + " CONSTRAINT in another file."
                        : "Checks every row while readers and writers wait; add it NOT VALID and use VALIDATE"
                                + " CONSTRAINT in another file.");
    }

    private static Finding column(Words action) {
        var what = action.from(action.skip(1, "COLUMN") + 1);
        if (what.startsWith("TYPE") || what.startsWith("SET DATA TYPE")) {
            return Finding.risky(
                    "A new type mostly rewrites the table while readers and writers wait, and the old version must"
                            + " cope with it; add a column instead.");
        }
        if (what.startsWith("SET NOT NULL")) {
            return Finding.risky(
                    "Checks every row while readers and writers wait, and refuses nulls of the old version;"
                            + " add CHECK (... IS NOT NULL) NOT VALID and validate it first.");
        }
        if (what.startsWith("DROP NOT NULL")) {
            return Finding.expand("Lets nulls in; the old version must cope with those that the new one writes.");
        }
        if (what.startsWith("SET DEFAULT")) {
            return AlterTableRules.SET_DEFAULT;
        }
        if (what.startsWith("DROP DEFAULT")) {
            return AlterTableRules.DROPPED_DEFAULT;
        }
        return tunes(what) ? TUNED : StatementRules.NOT_RECOGNISED;
    }

    private static boolean tunes(Words action) {
        return TUNING.stream().anyMatch(action::startsWith);
    }

    private static Finding set(Words action) {
        if (action.startsWith("SET SCHEMA")) {
            return DropRules.RENAMED_TABLE;
        }
        if (tunes(action)) {
            return TUNED;
        }
        return Finding.risky("Most of these rewrite the table while readers and writers wait.");
    }

    private static Finding rename(Words action) {
        if (action.startsWith("RENAME TO")) {
            return DropRules.RENAMED_TABLE;
        }
        return action.startsWith("RENAME CONSTRAINT")
                ? Finding.risky("The old version may name the constraint in ON CONFLICT ON CONSTRAINT.")
                : AlterTableRules.RENAMED_COLUMN;
    }

    private static Finding detach(Words action) {
        var gone = Finding.contract("The rows of the partition leave the table; the old version no longer finds them.");
        return action.has("CONCURRENTLY") ? gone.outsideTransaction() : gone;
    }
}
