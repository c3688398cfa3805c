package dev.stagecraft.image.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells somebody of all bytes that pass, and remembers whether the stream below it failed. */
final class MeteredStream extends FilterInputStream {
    /** May refuse to go on. */
    @FunctionalInterface
    interface Meter {
        void passed(byte[] buffer, int offset, int length) throws IOException;
    }

    private final Meter meter;
    private boolean broken;

    MeteredStream(InputStream in, Meter meter) {
        super(in);
        this.meter = meter;
    }

    /** Whether an error came from below and is not the fault of what was read. */
    boolean broken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException failure) {
            broken = true;
            throw failure;
        }
        if (count > 0) {
            meter.passed(buffer, offset, count);
        }
        return count;
    }

    /** Reads, as what is skipped counts too. */
    @Override
    public long skip(long count) throws IOException {
        var read = read(new byte[Math.clamp(count, 1, 8192)]);
        return Math.max(read, 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
