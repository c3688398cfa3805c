package dev.stagecraft.source;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of one plain directory by name, in the order of their names as text. Names hold no slash; directories below
 * are not part of it.
 *
 * @param directories names of those below, so that it can be said that they were not read
 */
public record SourceFiles(NavigableMap<String, SourceFile> byName, NavigableSet<String> directories) {
    public SourceFiles {
        directories = Collections.unmodifiableNavigableSet(new TreeSet<>(directories));
        byName = Collections.unmodifiableNavigableMap(new TreeMap<>(byName));
        byName.keySet().forEach(name -> {
            if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("'%s' is not the name of a file in a directory.".formatted(name));
            }
        });
    }

    /** Without any directory below. */
    public SourceFiles(NavigableMap<String, SourceFile> byName) {
        this(byName, Collections.emptyNavigableSet());
    }

    /** All bytes of all files. */
    public long size() {
        return byName.values().stream().mapToLong(SourceFile::size).sum();
    }
}
