package dev.stagecraft.compose;

import java.util.List;

/**
 * What documents that are put together share: the application itself, or one thing that it includes.
 *
 * @param directory the one that relative paths start from; empty for the root of the sources
 * @param including the files by which it is included, from the outermost on
 */
record Scope(String directory, LocalVariables variables, List<String> including) {
    Scope {
        including = List.copyOf(including);
    }
}
