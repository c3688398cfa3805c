package dev.stagecraft.provider.migration.raw.sql;

/** ALTER of anything but a table. */
final class AlterRules {
    private AlterRules() {}

    static Finding find(Words words, Dialect dialect) {
        boolean index = words.startsWith("ALTER INDEX");
        if (dialect == Dialect.POSTGRESQL && index && words.has("RENAME TO")) {
            return Finding.expand("Queries do not name indexes.");
        }
        if (words.startsWith("ALTER TYPE") && words.has("ADD VALUE")) {
            return Finding.expand("Adds a value; it can be used once the file is committed.");
        }
        if (words.has("RENAME VALUE")) {
            return Finding.contract("The old version still writes the old value.");
        }
        if (words.hasAny("RENAME", "SET SCHEMA", "DROP ATTRIBUTE")) {
            return Finding.contract("The old version still uses the old name.");
        }
        if (words.startsWith("ALTER DEFAULT PRIVILEGES")) {
            return words.has("REVOKE")
                    ? Finding.contract("REVOKE takes a right away that the old version may still use.")
                    : Finding.expand("Gives rights on what is created from now on.");
        }
        if ((words.startsWith("ALTER DOMAIN") && words.has("NOT VALID")) || words.has("VALIDATE CONSTRAINT")) {
            return Finding.expand("Does not lock rows that are there.");
        }
        return StatementRules.NOT_RECOGNISED;
    }
}
