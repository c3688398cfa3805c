package dev.stagecraft.provider.migration.raw.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables that earlier statements of the same file created: nobody reads or writes them yet. They are known by the name
 * they were created under, schema included: the same word with another schema, or without one, may be another table.
 */
final class NewTables {
    private final Dialect dialect;
    private final Set<List<String>> names = new HashSet<>();
    private final Set<List<String>> altered = new HashSet<>();
    private final Set<List<String>> objects = new HashSet<>();

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

    /** What belongs to the table is not followed further. */
    void remove(Words.Name name) {
        names.remove(name.parts());
        objects.clear();
    }

    /** An object beside tables, created by the file and not there before: a view, or an index of a new table. */
    void addObject(String kind, Words.Name name) {
        objects.add(object(kind, name));
    }

    /** Whether the file created the object; it is forgotten, as it is about to be dropped. */
    boolean takeObject(String kind, Words.Name name) {
        return !name.parts().isEmpty() && objects.remove(object(kind, name));
    }

    private static List<String> object(String kind, Words.Name name) {
        return Stream.concat(Stream.of(kind), name.parts().stream()).toList();
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
        objects.clear();
    }

    boolean has(Words.Name name) {
        return names.contains(name.parts());
    }

    /** Whether the name at {@code i} is that of a new table. */
    boolean hasAt(Words words, int i) {
        return has(words.name(i, dialect));
    }
}
