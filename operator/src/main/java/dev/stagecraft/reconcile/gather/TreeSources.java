package dev.stagecraft.reconcile.gather;

import dev.stagecraft.compose.ComposeSources;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files beside a compose file in a commit. */
record TreeSources(SourceTree tree) implements ComposeSources {
    private static final int MAX_FILES = 200;

    @Override
    public Optional<String> text(String path) {
        return tree.file(path).flatMap(SourceFile::text);
    }

    @Override
    public SortedMap<String, byte[]> files(String path) {
        var found = new Found();
        tree.file(path).ifPresentOrElse(file -> found.put("", file), () -> below(path, "", found));
        return found.files;
    }

    /** Counts as it goes: a repository can be far larger than what may be held. */
    private static final class Found {
        private final SortedMap<String, byte[]> files = new TreeMap<>();
        private long bytes;

        void put(String name, SourceFile file) {
            bytes += file.size();
            if (bytes > MAX_BYTES) {
                throw new CannotShip("it has more than " + MAX_BYTES / 1024 + " KiB");
            }
            files.put(name, file.bytes());
            if (files.size() > MAX_FILES) {
                throw new CannotShip("it has more than " + MAX_FILES + " files");
            }
        }
    }

    private void below(String directory, String prefix, Found found) {
        tree.list(directory).forEach((name, kind) -> {
            var path = directory.isEmpty() ? name : directory + "/" + name;
            switch (kind) {
                case FILE ->
                    found.put(
                            prefix + name,
                            tree.file(path)
                                    .orElseThrow(() -> new CannotShip("its file " + prefix + name + " is too large")));
                case DIRECTORY -> below(path, prefix + name + "/", found);
                case LINK, SUBMODULE ->
                    throw new CannotShip("it has " + prefix + name + ", which is a link or a submodule");
            }
        });
    }
}
