package dev.stagecraft.sandbox.host;

import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a simulated host. Directories exist as soon as a file is in them. Safe for use by many threads. */
public final class SimulatedFiles {

    /** Content and permission bits. */
    public record StoredFile(Secret content, int mode) {

        public String text() {
            return content.reveal();
        }
    }

    private final TreeMap<String, StoredFile> files = new TreeMap<>();

    public synchronized void write(String path, byte[] content, int mode) {
        files.put(path, new StoredFile(Secret.of(content), mode));
    }

    public synchronized Optional<StoredFile> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Every file by its path. */
    public synchronized Map<String, StoredFile> all() {
        return Map.copyOf(files);
    }

    synchronized boolean isDirectory(String path) {
        var next = files.ceilingKey(path + "/");
        return next != null && next.startsWith(path + "/");
    }

    synchronized List<String> names(String directory) {
        return files.keySet().stream()
                .filter(path -> path.startsWith(directory + "/"))
                .map(path -> path.substring(directory.length() + 1).split("/", 2)[0])
                .distinct()
                .toList();
    }

    synchronized void move(String from, String to) {
        for (var path : List.copyOf(files.keySet())) {
            if (path.startsWith(from + "/")) {
                files.put(to + path.substring(from.length()), files.get(path));
                files.remove(path);
            }
        }
    }

    synchronized void remove(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }
}
