package dev.stagecraft.source.git;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.source.SourceLimits;
import java.time.Duration;

/**
 * How Git servers may be talked to.
 *
 * @param loopback for tests and sandboxes: servers on the operator's own machine, in plain HTTP too
 * @param timeout without a byte, after which a server counts as away
 */
public record GitAccess(SourceLimits limits, Duration timeout, boolean loopback) {
    public GitAccess {
        requireNonNull(limits, "limits");
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("timeout " + timeout);
        }
    }

    /** For production: HTTPS only, ten seconds without a byte. */
    public static GitAccess standard() {
        return new GitAccess(SourceLimits.forGit(), Duration.ofSeconds(10), false);
    }
}
