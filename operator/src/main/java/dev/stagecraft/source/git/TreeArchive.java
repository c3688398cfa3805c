package dev.stagecraft.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.source.SourceLimits;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes a directory of a commit as a tar archive, whose bytes follow from what the directory holds and nothing else. */
final class TreeArchive {
    private static final int LONGEST_TARGET = 4096;
    private static final int FOR_ALL = 0755;
    private static final int FOR_ALL_TO_READ = 0644;
    private static final int LINK = 0777;

    private final Repository repository;
    private final SourceLimits limits;

    TreeArchive(Repository repository, SourceLimits limits) {
        this.repository = repository;
        this.limits = limits;
    }

    /** Does not close {@code out}. In the order of Git, so that a directory stands before what is in it. */
    void write(ObjectId directory, OutputStream out) throws IOException {
        try (var tar = new TarArchiveOutputStream(new Limited(out, limits.directory()), UTF_8.name());
                var reader = repository.newObjectReader();
                var tree = new TreeWalk(reader)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            tree.addTree(directory);
            while (tree.next()) {
                add(tree, reader, tar);
                if (tree.isSubtree()) {
                    tree.enterSubtree();
                }
            }
        }
    }

    private static void add(TreeWalk tree, ObjectReader reader, TarArchiveOutputStream tar) throws IOException {
        var name = UTF_8.newDecoder().decode(ByteBuffer.wrap(tree.getRawPath())).toString();
        var mode = tree.getFileMode();
        if (FileMode.SYMLINK.equals(mode)) {
            var target = reader.open(tree.getObjectId(0), Constants.OBJ_BLOB).getBytes(LONGEST_TARGET);
            var link = entry(name, TarConstants.LF_SYMLINK, LINK);
            link.setLinkName(UTF_8.newDecoder().decode(ByteBuffer.wrap(target)).toString());
            tar.putArchiveEntry(link);
        } else if (tree.isSubtree() || FileMode.GITLINK.equals(mode)) {
            tar.putArchiveEntry(entry(name + "/", TarConstants.LF_DIR, FOR_ALL));
        } else {
            var content = reader.open(tree.getObjectId(0), Constants.OBJ_BLOB);
            var file = entry(
                    name, TarConstants.LF_NORMAL, FileMode.EXECUTABLE_FILE.equals(mode) ? FOR_ALL : FOR_ALL_TO_READ);
            file.setSize(content.getSize());
            tar.putArchiveEntry(file);
            content.copyTo(tar);
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, byte type, int mode) {
        var entry = new TarArchiveEntry(name, type);
        entry.setMode(mode);
        entry.setModTime(0);
        entry.setIds(0, 0);
        return entry;
    }

    /** Passes on what is written up to a size, and stays open. */
    private static final class Limited extends FilterOutputStream {
        private final long most;
        private long written;

        Limited(OutputStream out, long most) {
            super(out);
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }

        private void count(int more) throws IOException {
            written += more;
            if (written > most) {
                throw new IOException(
                        "The directory is larger than %d MiB as an archive, which is too much to build from. Name a smaller build context."
                                .formatted(most >> 20));
            }
        }
    }
}
