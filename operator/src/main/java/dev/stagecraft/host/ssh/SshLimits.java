package dev.stagecraft.host.ssh;

import java.time.Duration;

/**
 * How long each part may take.
 *
 * @param connect for the TCP connection
 * @param authenticate from then on until the session is ready, key exchange included
 * @param heartbeat between two questions whether the host is still there; three without an answer end the connection
 */
public record SshLimits(Duration connect, Duration authenticate, Duration heartbeat) {

    /** Ten, thirty and ten seconds. */
    public static final SshLimits DEFAULT =
            new SshLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10));

    public SshLimits {
        if (!connect.isPositive() || !authenticate.isPositive() || !heartbeat.isPositive()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
