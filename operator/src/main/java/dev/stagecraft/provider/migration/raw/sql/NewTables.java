package dev.stagecraft.provider.migration.raw.sql;

import java.util.HashSet;
import java.util.Set;

/** The tables that earlier statements of the same file created: nobody reads or writes them yet. */
final class NewTables {
    private final Dialect dialect;
    private final Set<String> names = new HashSet<>();

    NewTables(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    void add(Words.Name name) {
        names.add(name.text());
    }

    void remove(Words.Name name) {
        names.remove(name.text());
    }

    /** Names mean something else from here on. */
    void forget() {
        names.clear();
    }

    boolean has(Words.Name name) {
        return names.contains(name.text());
    }

    /** Whether the name at {@code i} is that of a new table. */
    boolean hasAt(Words words, int i) {
        return has(words.name(i, dialect));
    }
}
