package dev.stagecraft.provider.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A source in memory: files by path; a path that ends in a slash is a directory, a text that begins with {@code ->} a link. */
public final class FakeTree implements SourceTree {
    private final SortedMap<String, String> files;

    private FakeTree(Map<String, String> files) {
        this.files = new TreeMap<>(files);
    }

    /** With these files by path. */
    public static FakeTree of(Map<String, String> files) {
        return new FakeTree(files);
    }

    /** With empty files at these paths. */
    public static FakeTree of(String... paths) {
        var files = new TreeMap<String, String>();
        for (String path : paths) {
            files.put(path, "");
        }
        return new FakeTree(files);
    }

    @Override
    public String commit() {
        return "0123456789abcdef0123456789abcdef01234567";
    }

    @Override
    public Optional<SourceFile> file(String path) {
        return Optional.ofNullable(files.get(path))
                .filter(text -> !text.startsWith("->"))
                .map(SourceFile::of);
    }

    @Override
    public Optional<String> id(String path) {
        var below = path.isEmpty()
                ? files
                : files.entrySet().stream()
                        .filter(file ->
                                file.getKey().equals(path) || file.getKey().startsWith(path + "/"))
                        .collect(TreeMap::new, (map, file) -> map.put(file.getKey(), file.getValue()), Map::putAll);
        return below.isEmpty() ? Optional.empty() : Optional.of(Integer.toHexString(below.hashCode()));
    }

    @Override
    public SortedMap<String, Kind> list(String directory) {
        var entries = new TreeMap<String, Kind>();
        String prefix = directory.isEmpty() ? "" : directory + "/";
        files.forEach((path, text) -> {
            if (path.startsWith(prefix) && path.length() > prefix.length()) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                if (slash >= 0) {
                    entries.put(rest.substring(0, slash), Kind.DIRECTORY);
                } else {
                    entries.put(rest, text.startsWith("->") ? Kind.LINK : Kind.FILE);
                }
            }
        });
        return entries;
    }

    @Override
    public void tar(String directory, OutputStream out) throws IOException {
        out.write(directory.getBytes(UTF_8));
    }
}
