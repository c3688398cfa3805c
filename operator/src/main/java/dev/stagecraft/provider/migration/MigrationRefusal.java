package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

/** Why nothing is run; the message says what to do next. */
public record MigrationRefusal(MigrationReason reason, String message) {
    public MigrationRefusal {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }
}
