package dev.stagecraft.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One named thing that must be right.
 *
 * @param name lower case words joined by hyphens; shown to whoever probes
 * @param problem empty while all is well, else a short sentence; it may block, the server gives it a deadline
 */
public record HealthCheck(String name, Supplier<Optional<String>> problem) {
    public HealthCheck {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "A health check is named in lower case words with hyphens, not '" + name + "'.");
        }
    }
}
