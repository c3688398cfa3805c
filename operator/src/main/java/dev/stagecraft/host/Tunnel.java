package dev.stagecraft.host;

/**
 * A place on the operator's own loopback from which one address beyond a host is reached. It ends with the connection that it
 * goes through.
 */
public interface Tunnel extends AutoCloseable {

    /** The literal loopback address to connect to. */
    String host();

    /** A port that was free; whoever is on this machine can connect to it. */
    int port();

    /** Accepts nothing more and breaks what goes through. */
    @Override
    void close();
}
