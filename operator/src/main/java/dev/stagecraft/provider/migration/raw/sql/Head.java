package dev.stagecraft.provider.migration.raw.sql;

import java.util.Set;

/**
 * What a CREATE statement creates.
 *
 * @param kind first word of the kind of object, in capitals
 * @param next where the words behind the kind begin
 * @param modifiers the words between CREATE and the kind
 */
record Head(String kind, int next, Words modifiers) {
    private static final Set<String> MODIFIERS = Set.of(
            "OR",
            "REPLACE",
            "TEMP",
            "TEMPORARY",
            "GLOBAL",
            "LOCAL",
            "UNLOGGED",
            "RECURSIVE",
            "VIRTUAL",
            "FOREIGN",
            "CONSTRAINT",
            "TRUSTED",
            "PROCEDURAL",
            "DEFAULT",
            "ONLINE",
            "OFFLINE",
            "UNIQUE",
            "FULLTEXT",
            "SPATIAL",
            "VECTOR",
            "MATERIALIZED");

    /** The kinds that may have statements, with their semicolons, inside. */
    private static final Set<String> WITH_BODY = Set.of("FUNCTION", "PROCEDURE", "TRIGGER", "EVENT", "PACKAGE");

    static Head of(Words words) {
        int at = 1;
        while (at < words.size()) {
            int next = pastModifier(words, at);
            if (next == at) {
                break;
            }
            at = next;
        }
        return new Head(words.word(at), at + 1, new Words(words.tokens().subList(1, Math.min(at, words.size()))));
    }

    private static int pastModifier(Words words, int at) {
        if (words.at(at, "DEFINER =")) {
            return pastAccount(words, at + 2);
        }
        if (words.at(at, "ALGORITHM =")) {
            return at + 3;
        }
        if (words.at(at, "SQL SECURITY")) {
            return at + 3;
        }
        boolean aggregate = words.at(at, "AGGREGATE FUNCTION");
        return aggregate || MODIFIERS.contains(words.word(at)) ? at + 1 : at;
    }

    private static int pastAccount(Words words, int at) {
        int next = at + 1;
        if (words.at(next, "@")) {
            next += 2;
        }
        return words.skip(next, "( )");
    }

    boolean mayHaveBody(Dialect dialect) {
        return dialect == Dialect.SQLITE ? kind.equals("TRIGGER") : WITH_BODY.contains(kind);
    }

    boolean replaces() {
        return modifiers.has("OR REPLACE");
    }

    boolean temporary() {
        return modifiers.hasAny("TEMP", "TEMPORARY");
    }
}
