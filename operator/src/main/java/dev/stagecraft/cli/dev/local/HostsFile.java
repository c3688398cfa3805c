package dev.stagecraft.cli.dev.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine's hosts file. It is written in place, as it may be mounted, and only where that changes it. Other runs may change
 * their own lines at the same time, so each change reads it anew.
 */
public record HostsFile(Path path, String project) {
    /** @throws IOException where it may not be written, most often for want of permission */
    public void add(List<String> names) throws IOException {
        String now = read();
        write(now, new HostsBlock(project).with(now, names));
    }

    /** As {@link #add}; nothing happens where no lines are there. */
    public void remove() throws IOException {
        String now = read();
        write(now, new HostsBlock(project).without(now));
    }

    private String read() throws IOException {
        return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    }

    private void write(String now, String then) throws IOException {
        if (!now.equals(then)) {
            Files.writeString(path, then, StandardCharsets.ISO_8859_1);
        }
    }
}
