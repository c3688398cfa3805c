package dev.stagecraft.host.ssh;

import java.io.IOException;
import java.io.OutputStream;

/** The standard input of a program on a host. Knows whether it was this side of a copy that failed. */
final class ProgramInput extends OutputStream {
    private final OutputStream channel;
    private final SendingClock clock;
    private boolean broken;

    ProgramInput(OutputStream channel, SendingClock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /** Whether the program, or the way to it, took no more. */
    boolean broken() {
        return broken;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        attempt(() -> channel.write(bytes, from, length));
    }

    @Override
    public void flush() throws IOException {
        attempt(channel::flush);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            broken = true;
        }
    }

    private void attempt(Sending sending) throws IOException {
        // Whatever the source throws after this comes from here, however often it has wrapped it.
        var before = broken;
        broken = true;
        if (before || clock.over()) {
            throw new IOException("the program takes no more input");
        }
        sending.run();
        broken = false;
    }

    private interface Sending {
        void run() throws IOException;
    }
}
