package dev.stagecraft.reconcile.gather;

import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** A commit that is known by its id only; nobody who stands in for it reads it. */
record UnreadTree(String commit) implements SourceTree {
    @Override
    public Optional<SourceFile> file(String path) {
        return Optional.empty();
    }

    @Override
    public Optional<String> id(String path) {
        return Optional.empty();
    }

    @Override
    public SortedMap<String, Kind> list(String directory) {
        return Collections.emptySortedMap();
    }

    @Override
    public void tar(String directory, OutputStream out) throws IOException {
        throw new IOException("commit " + commit + " is not there");
    }
}
