package dev.stagecraft.sandbox.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Builds the tar archive of one layer, entry by entry; names and targets go in as they are, also hostile ones. */
public final class ImageLayer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name());

    public ImageLayer() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public ImageLayer file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    public ImageLayer file(String name, byte[] content) {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    public ImageLayer directory(String name) {
        return put(new TarArchiveEntry(name + "/", true), new byte[0]);
    }

    public ImageLayer symbolicLink(String name, String target) {
        return link(name, TarConstants.LF_SYMLINK, target);
    }

    public ImageLayer hardLink(String name, String target) {
        return link(name, TarConstants.LF_LINK, target);
    }

    public ImageLayer pipe(String name) {
        return put(new TarArchiveEntry(name, TarConstants.LF_FIFO, true), new byte[0]);
    }

    /** An entry of any kind, such as the long name of the one after it. */
    public ImageLayer raw(String name, char kind, byte[] content) {
        var entry = new TarArchiveEntry(name, (byte) kind, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    /** Takes a path away from the layers below. */
    public ImageLayer whiteout(String path) {
        int slash = path.lastIndexOf('/') + 1;
        return file(path.substring(0, slash) + ".wh." + path.substring(slash), "");
    }

    /** Lets nothing of the layers below show through in a directory. */
    public ImageLayer opaque(String directory) {
        return file(directory + "/.wh..wh..opq", "");
    }

    public byte[] tar() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public byte[] gzip() {
        return gzip(tar());
    }

    public static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return packed.toByteArray();
    }

    private ImageLayer link(String name, byte kind, String target) {
        var entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private ImageLayer put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
