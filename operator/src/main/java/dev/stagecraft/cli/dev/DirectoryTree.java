package dev.stagecraft.cli.dev;

import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a checkout as they are now, those that Git ignores included: a person's own {@code .env} is one of them. Nothing is built
 * from it.
 */
record DirectoryTree(Path root) implements SourceTree {
    private static final long LARGEST = 1 << 20;

    @Override
    public String commit() {
        return "checkout";
    }

    @Override
    public Optional<SourceFile> file(String path) {
        return inside(path)
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .flatMap(DirectoryTree::read);
    }

    private static Optional<SourceFile> read(Path file) {
        try {
            return Files.size(file) > LARGEST ? Optional.empty() : Optional.of(SourceFile.of(Files.readAllBytes(file)));
        } catch (IOException _) {
            // As if it were not there: whoever needs it says so by its path.
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> id(String path) {
        return file(path).map(SourceFile::sha256);
    }

    @Override
    public SortedMap<String, Kind> list(String directory) {
        var found = new TreeMap<String, Kind>();
        inside(directory)
                .filter(place -> Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS))
                .ifPresent(place -> {
                    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
                        entries.forEach(entry -> found.put(entry.getFileName().toString(), kind(entry)));
                    } catch (IOException _) {
                        found.clear();
                    }
                });
        return Collections.unmodifiableSortedMap(found);
    }

    private static Kind kind(Path entry) {
        if (Files.isSymbolicLink(entry)) {
            return Kind.LINK;
        }
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? Kind.DIRECTORY : Kind.FILE;
    }

    @Override
    public void tar(String directory, OutputStream out) throws IOException {
        throw new IOException("a checkout is not archived: nothing is built from it");
    }

    private Optional<Path> inside(String path) {
        try {
            Path place = root.resolve(path).normalize();
            return place.startsWith(root) ? Optional.of(place) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
