package dev.stagecraft.host.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the first bytes of what a host prints and drops the rest; a host that goes on and on is cut off. Written by the
 * transport's thread, read by the caller's after the end.
 */
final class CappedOutput extends OutputStream {

    /** How much a host may print for nothing before the connection is ended. */
    private static final long PATIENCE = 64L << 20;

    private static final int START = 512;

    private final int limit;
    private byte[] kept;
    private int size;
    private long seen;

    CappedOutput(int limit) {
        this.limit = limit;
        this.kept = new byte[Math.min(limit, START)];
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        var fits = Math.min(length, limit - size);
        if (size + fits > kept.length) {
            kept = Arrays.copyOf(kept, (int) Math.min(limit, Math.max(kept.length * 2L, size + (long) fits)));
        }
        System.arraycopy(bytes, from, kept, size, fits);
        size += fits;
        seen += length;
        if (flooded()) {
            throw new IOException("the host prints without end");
        }
    }

    synchronized boolean truncated() {
        return seen > size;
    }

    synchronized boolean flooded() {
        return seen > limit + PATIENCE;
    }

    synchronized String text() {
        return new String(kept, 0, size, StandardCharsets.UTF_8);
    }
}
