package dev.stagecraft.build.host;

import dev.stagecraft.host.HostBuild;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The archive of a context, written twice: once to know its length and checksum, which the host is told beforehand, and once to send
 * it. The same directory gives the same bytes, so nothing has to be kept in between.
 */
final class ContextArchive {
    private ContextArchive() {}

    static HostBuild.Context measure(SourceTree tree, String directory) throws IOException {
        var digest = sha256();
        var counter = new Counter();
        tree.tar(directory, new DigestOutputStream(counter, digest));
        return new HostBuild.Context(
                counter.bytes, HexFormat.of().formatHex(digest.digest()), out -> tree.tar(directory, out));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int from, int length) {
            bytes += length;
        }
    }
}
