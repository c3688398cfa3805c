package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A commit that is a few texts by their paths. */
public record FileTree(String commit, SortedMap<String, String> files) implements SourceTree {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    public static FileTree of(Map<String, String> files) {
        return new FileTree(COMMIT, new TreeMap<>(files));
    }

    /** The same files in another commit. */
    public FileTree at(String newCommit) {
        return new FileTree(newCommit, files);
    }

    /** The same commit with that file in it. */
    public FileTree with(String path, String content) {
        var more = new TreeMap<>(files);
        more.put(path, content);
        return new FileTree(commit, more);
    }

    @Override
    public Optional<SourceFile> file(String path) {
        return Optional.ofNullable(files.get(path)).map(SourceFile::of);
    }

    @Override
    public Optional<String> id(String path) {
        var below = below(path);
        return files.containsKey(path) || !below.isEmpty()
                ? Optional.of(ImageShelf.sha256(files.getOrDefault(path, "") + below))
                : Optional.empty();
    }

    @Override
    public SortedMap<String, Kind> list(String directory) {
        return below(directory).keySet().stream()
                .collect(Collectors.toMap(
                        path -> path.split("/", 2)[0],
                        path -> path.contains("/") ? Kind.DIRECTORY : Kind.FILE,
                        (one, other) -> one,
                        TreeMap::new));
    }

    @Override
    public void tar(String directory, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, UTF_8.name());
        for (var file : below(directory).entrySet()) {
            var content = file.getValue().getBytes(UTF_8);
            var entry = new TarArchiveEntry(file.getKey());
            entry.setSize(content.length);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
    }

    private SortedMap<String, String> below(String directory) {
        var prefix = directory.isEmpty() ? "" : directory + "/";
        var below = new TreeMap<String, String>();
        files.forEach((path, content) -> {
            if (path.startsWith(prefix)) {
                below.put(path.substring(prefix.length()), content);
            }
        });
        return below;
    }
}
