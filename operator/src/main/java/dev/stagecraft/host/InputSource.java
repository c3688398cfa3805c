package dev.stagecraft.host;

import java.io.IOException;
import java.io.OutputStream;

/** What a program on a host reads, made while it is sent, so that it need not fit into memory. */
@FunctionalInterface
public interface InputSource {
    /** Writes all of it. Called once for every command; a failure of {@code out} is passed on as it is. */
    void writeTo(OutputStream out) throws IOException;
}
