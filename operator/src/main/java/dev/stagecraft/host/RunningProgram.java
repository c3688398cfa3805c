package dev.stagecraft.host;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A program on a host while it runs, as long as that takes. What it prints waits on the host until it is read here, and it
 * must be read: output and errors share one window, so that a program whose errors nobody reads stands still.
 */
public interface RunningProgram extends AutoCloseable {

    /** What the program reads; closing it is the end of its input. What is written is sent with the next flush. */
    OutputStream input();

    /** What it prints, and on a terminal its errors too. Ends when the program or the connection does. */
    InputStream output();

    /** What it prints as errors; nothing on a terminal. */
    InputStream errors();

    /** Tells the program that its terminal has another size now; nothing where it has none. */
    void resize(int columns, int rows);

    /**
     * Waits until it has ended.
     *
     * @return 0 to 255; 128 plus the signal number when a signal ended it
     * @throws HostException with {@code CONNECTION_LOST} when the connection ended before it
     */
    int await();

    /** Ends its streams. Whether the program ends with them is its own matter; {@link HostScripts#ATTENDED} sees to it. */
    @Override
    void close();
}
