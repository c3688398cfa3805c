package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what matters out of the tar archive of one layer. Nothing is written anywhere. */
final class LayerArchive {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /** Of one entry: its header, long name and extended attributes, which the tar reader holds in memory. */
    private static final long MOST_HEADER = 1 << 20;

    private final Wanted wanted;
    private final MergedTree above;
    private final ReadBudget budget;
    private final LayerView view = LayerView.empty();
    private final byte[] scratch = new byte[1 << 14];
    private long header = MOST_HEADER;

    LayerArchive(Wanted wanted, MergedTree above, ReadBudget budget) {
        this.wanted = wanted;
        this.above = above;
        this.budget = budget;
    }

    /** Reads to the end of the archive. */
    LayerView read(InputStream unpacked) throws IOException {
        var metered = new MeteredStream(unpacked, (_, _, length) -> {
            budget.unpacked(length);
            header -= length;
            if (header < 0) {
                throw new RefusedImage("a layer has an entry with a name or attributes of more than 1 MiB");
            }
        });
        // Not closed: what it reads from belongs to the caller.
        var tar = new TarArchiveInputStream(metered, 512, 512, UTF_8.name(), false);
        for (var entry = next(tar); entry != null; entry = next(tar)) {
            header = Long.MAX_VALUE;
            take(entry, tar);
            while (tar.read(scratch) >= 0) {
                // Up to the next header, so that only headers are measured as such.
            }
            header = MOST_HEADER;
        }
        return view;
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException malformed) {
            throw new IOException(malformed);
        }
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        var path = ImagePath.ofEntry(entry.getName());
        var name = ImagePath.name(path);
        var parent = ImagePath.parent(path);
        if (name.equals(OPAQUE)) {
            if (parent.isEmpty() || wanted.matters(parent)) {
                view.opaque().add(parent);
            }
        } else if (name.startsWith(WHITEOUT)) {
            var gone = (parent.isEmpty() ? "" : parent + "/") + name.substring(WHITEOUT.length());
            if (wanted.matters(gone)) {
                view.whiteouts().add(gone);
            }
        } else {
            ImagePath.prefixes(parent).stream().filter(wanted::matters).forEach(view.implied()::add);
            if (wanted.matters(path)) {
                view.nodes().put(path, node(path, entry, tar));
            }
        }
        if (view.size() > 2 * budget.limits().files() + 1000) {
            throw new RefusedImage("the directory has more than %d files"
                    .formatted(budget.limits().files()));
        }
    }

    private Node node(String path, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        if (entry.isDirectory()) {
            return new Node.Directory();
        }
        if (entry.isSymbolicLink()) {
            return new Node.SymbolicLink(entry.getLinkName());
        }
        if (entry.isLink()) {
            return new Node.HardLink(ImagePath.ofEntry(entry.getLinkName()));
        }
        if (!entry.isFile()
                || entry.isBlockDevice()
                || entry.isCharacterDevice()
                || entry.isFIFO()
                || entry.isSparse()) {
            return new Node.Special();
        }
        return wanted.content(path) && !above.hides(path) ? file(path, tar) : new Node.Special();
    }

    private Node file(String path, TarArchiveInputStream tar) throws IOException {
        int most = budget.limits().file();
        var bytes = tar.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new RefusedImage("/%s is larger than %d KiB".formatted(path, most >> 10));
        }
        budget.kept(bytes.length);
        return new Node.File(SourceFile.of(bytes));
    }
}
