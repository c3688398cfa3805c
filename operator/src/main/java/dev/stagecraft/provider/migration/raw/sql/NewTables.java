package dev.stagecraft.provider.migration.raw.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables that earlier statements of the same file created: nobody reads or writes them yet. They are known by the name
 * they were created under, schema included: the same word with another schema, or without one, may be another table.
 */
final class NewTables {
    private final Dialect dialect;
    private final Set<List<String>> names = new HashSet<>();
    private final Set<List<String>> altered = new HashSet<>();

    NewTables(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    void add(Words.Name name) {
        if (!name.parts().isEmpty()) {
            names.add(name.parts());
        }
    }

    void remove(Words.Name name) {
        names.remove(name.parts());
    }

    /** Notes that a table in use is altered, and so locked until the file is committed. */
    void addAltered(Words.Name name) {
        altered.add(name.parts());
    }

    boolean isAltered(Words.Name name) {
        return altered.contains(name.parts());
    }

    /** Names mean something else from here on. */
    void forget() {
        names.clear();
    }

    boolean has(Words.Name name) {
        return names.contains(name.parts());
    }

    /** Whether the name at {@code i} is that of a new table. */
    boolean hasAt(Words words, int i) {
        return has(words.name(i, dialect));
    }
}
