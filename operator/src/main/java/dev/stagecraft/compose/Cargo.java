package dev.stagecraft.compose;

import dev.stagecraft.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The files that are shipped, each content under a directory that is named by it: what stays the same stays where it is. */
final class Cargo {
    static final int MAX_FILES = 200;

    private final Function<byte[], String> fingerprint;
    private final Map<String, List<ShippedFile>> byDirectory = new TreeMap<>();
    private final Set<String> paths = new HashSet<>();
    private long bytes;
    private int count;

    Cargo(Function<byte[], String> fingerprint) {
        this.fingerprint = fingerprint;
    }

    List<ShippedFile> files() {
        return byDirectory.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Where the file, or the directory, will be, as a path of a Compose file.
     *
     * @param name of a single file, which stands under the empty path
     * @param secret whether nothing of it may be shown
     */
    String add(String name, SortedMap<String, byte[]> files, boolean secret) {
        long size = bytes(files);
        refuse(size, files.size());
        SortedMap<String, byte[]> named = new TreeMap<>(files);
        byte[] single = named.remove("");
        String file = name.replaceAll("[^A-Za-z0-9._-]", "_");
        if (single != null) {
            named.put(file, single);
        }
        // A container may write to a directory, and put links into it: no other may mount a single file out of the same
        // one.
        String directory = fingerprint.apply(everything(single == null ? "dir" : "file", named));
        boolean known = byDirectory.containsKey(directory);
        if (!known) {
            bytes += size;
            count += named.size();
            refuse(bytes, count);
        }
        if (!known || secret) {
            List<ShippedFile> shipped = new ArrayList<>();
            named.forEach((path, content) ->
                    shipped.add(new ShippedFile(directory, path, Secret.of(content), isScript(content), secret)));
            byDirectory.put(directory, shipped);
        }
        String path = HostPath.SHIPPED + directory + (single == null ? "" : "/" + file);
        paths.add(path);
        return path;
    }

    /** Whether that is the path of something that was added. */
    boolean has(String path) {
        return paths.contains(path);
    }

    private static long bytes(SortedMap<String, byte[]> files) {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }

    private static void refuse(long bytes, int count) {
        if (bytes > ComposeSources.MAX_BYTES || count > MAX_FILES) {
            throw new ComposeSources.CannotShip("all files that are shipped with a release may have %d KiB and be %d"
                    .formatted(ComposeSources.MAX_BYTES / 1024, MAX_FILES));
        }
    }

    private static byte[] everything(String kind, SortedMap<String, byte[]> files) {
        StringBuilder all = new StringBuilder(kind).append('\0');
        files.forEach((name, content) -> all.append(name)
                .append('\0')
                .append(Base64.getEncoder().encodeToString(content))
                .append('\0'));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isScript(byte[] content) {
        return content.length > 1 && content[0] == '#' && content[1] == '!';
    }
}
