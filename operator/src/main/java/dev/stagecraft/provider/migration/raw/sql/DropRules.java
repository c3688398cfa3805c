package dev.stagecraft.provider.migration.raw.sql;

import java.util.Locale;
import java.util.Set;

/** DROP, TRUNCATE and RENAME TABLE. */
final class DropRules {
    private static final Finding OWN =
            Finding.expand("The table was created earlier in this file, so nobody uses it yet.");

    private static final Set<String> OF_TABLE = Set.of("INDEX", "TRIGGER", "POLICY", "RULE");

    private DropRules() {}

    static Finding drop(Words words, NewTables tables) {
        int at = words.skip(1, "TEMPORARY", "TEMP", "MATERIALIZED", "FOREIGN");
        String kind = words.word(at);
        int name = words.skip(at + 1, "CONCURRENTLY", "IF EXISTS");
        if (kind.equals("TABLE")) {
            return table(words.from(name), tables);
        }
        if (OF_TABLE.contains(kind) && words.has("ON") && tables.hasAt(words, words.find("ON") + 1)) {
            return OWN;
        }
        // What belongs to a table is remembered with it; by name alone it could be that of another table.
        if (!words.has("ON") && own(kind, words.from(name), tables)) {
            var own = Finding.expand("The " + kind.toLowerCase(Locale.ROOT)
                    + " was created earlier in this file, so nobody uses it yet.");
            return words.has("CONCURRENTLY") ? own.outsideTransaction() : own;
        }
        if (kind.equals("INDEX")) {
            return index(words, tables.dialect());
        }
        return Finding.contract(
                "DROP " + kind.replaceAll("[^A-Z]", "") + " takes away what the old version may still use.");
    }

    /** With CASCADE more may go than the file made. */
    private static boolean own(String kind, Words names, NewTables tables) {
        return !names.has("CASCADE")
                && names.parts().stream().allMatch(name -> tables.takeObject(kind, name.name(0, tables.dialect())));
    }

    /** REVOKE; what is new has no users who could miss a right. */
    static Finding revoke(Words words, NewTables tables) {
        int on = words.skip(words.find("ON") + 1, "TABLE");
        int from = words.find("FROM");
        boolean own = words.has("ON")
                && on < from
                && new Words(words.tokens().subList(on, from)).parts().stream().allMatch(part -> isNew(part, tables));
        return own ? OWN : Finding.contract("REVOKE takes a right away that the old version may still use.");
    }

    private static boolean isNew(Words part, NewTables tables) {
        var name = part.name(0, tables.dialect());
        return name.next() == part.size() && tables.has(name);
    }

    private static Finding table(Words names, NewTables tables) {
        boolean own = names.parts().stream().allMatch(name -> tables.hasAt(name, 0));
        names.parts().forEach(name -> tables.remove(name.name(0, tables.dialect())));
        return own
                ? OWN
                : Finding.contract("DROP TABLE deletes the rows, and the old version fails where it uses them.");
    }

    private static Finding index(Words words, Dialect dialect) {
        if (dialect != Dialect.POSTGRESQL) {
            return Finding.contract("DROP INDEX may make queries of the old version slow.");
        }
        return words.has("CONCURRENTLY")
                ? Finding.contract("DROP INDEX may make queries of the old version slow.")
                        .outsideTransaction()
                : Finding.contract("DROP INDEX may make queries of the old version slow, and locks the table against"
                        + " readers and writers; use DROP INDEX CONCURRENTLY with -- stagecraft:no-transaction.");
    }

    static Finding truncate(Words words, NewTables tables) {
        int name = words.skip(1, "TABLE", "ONLY");
        return words.from(name).parts().stream().allMatch(part -> tables.hasAt(part, 0))
                ? OWN
                : Finding.contract("TRUNCATE deletes all rows, and locks readers and writers out while it does.");
    }

    /** RENAME TABLE a TO b, c TO d (MariaDB). */
    static Finding rename(Words words, NewTables tables) {
        if (!words.startsWith("RENAME TABLE")) {
            return Finding.contract(
                    "RENAME " + words.word(1).toUpperCase(Locale.ROOT) + " takes away a name that is still in use.");
        }
        return Finding.worst(words.from(words.skip(2, "IF EXISTS")).parts().stream()
                .map(pair -> pair(pair, tables))
                .toList());
    }

    private static Finding pair(Words pair, NewTables tables) {
        if (!tables.hasAt(pair, 0)) {
            return RENAMED_TABLE;
        }
        tables.remove(pair.name(0, tables.dialect()));
        tables.add(pair.name(pair.find("TO") + 1, tables.dialect()));
        return OWN;
    }

    static final Finding RENAMED_TABLE = Finding.contract(
            "The old version still uses the old name of the table; add a new one and keep both for a release.");
}
