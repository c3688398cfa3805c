package dev.stagecraft.source;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The files of one plain directory by name, in the order of their names as text. Names hold no slash; directories below
 * are not part of it.
 */
public record SourceFiles(NavigableMap<String, SourceFile> byName) {
    public SourceFiles {
        byName = Collections.unmodifiableNavigableMap(new TreeMap<>(byName));
        byName.keySet().forEach(name -> {
            if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("'%s' is not the name of a file in a directory.".formatted(name));
            }
        });
    }

    /** All bytes of all files. */
    public long size() {
        return byName.values().stream().mapToLong(SourceFile::size).sum();
    }
}
