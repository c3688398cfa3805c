package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A migration that the database's record has as applied.
 *
 * @param checksum absent where the record was taken over from a tool that kept none
 * @param release the release that applied it, where known
 */
public record AppliedMigration(String id, Optional<String> checksum, Optional<String> release) {
    public AppliedMigration {
        requireNonNull(id, "id");
        requireNonNull(checksum, "checksum");
        requireNonNull(release, "release");
    }
}
