package dev.stagecraft.cli.dev.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The machine's hosts file. It is written in place, as it may be mounted, and only where that changes it. Other runs may change
 * their own lines at the same time, so each change reads it anew and has it for itself from there to the end of the writing.
 */
public record HostsFile(Path path, String project) {
    /** @throws IOException where it may not be written, most often for want of permission */
    public void add(List<String> names) throws IOException {
        change(now -> new HostsBlock(project).with(now, names));
    }

    /** As {@link #add}; nothing happens where no lines are there. */
    public void remove() throws IOException {
        if (Files.exists(path)) {
            change(new HostsBlock(project)::without);
        }
    }

    private void change(UnaryOperator<String> change) throws IOException {
        try (var file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                var _ = file.lock()) {
            String now = read(file);
            String then = change.apply(now);
            if (!now.equals(then)) {
                write(file, then);
            }
        } catch (FileSystemException denied) {
            String now = Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
            if (!now.equals(change.apply(now))) {
                throw denied;
            }
        }
    }

    /** The channel stays open. */
    private String read(FileChannel file) throws IOException {
        byte[] bytes = Channels.newInputStream(file).readAllBytes();
        if (bytes.length < file.size()) {
            throw new IOException(
                    "%s has %d bytes, of which %d could be read.".formatted(path, file.size(), bytes.length));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What is there is cut off last, so that nobody finds the file empty. */
    private static void write(FileChannel file, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        file.position(0);
        while (bytes.hasRemaining()) {
            int _ = file.write(bytes);
        }
        file.truncate(bytes.limit());
    }
}
