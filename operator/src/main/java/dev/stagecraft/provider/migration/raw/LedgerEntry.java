package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.AppliedMigration;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of the ledger.
 *
 * @param attempt how often the file was begun, this time included
 */
record LedgerEntry(
        String id, State state, Optional<String> checksum, int attempt, Optional<String> release, String holder) {
    enum State {
        /** Begun outside a transaction; without a runner nobody knows how far it came. */
        RUNNING,
        DONE,
        /** Nothing of the file is in the database; it runs again. */
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    AppliedMigration applied() {
        return new AppliedMigration(id, checksum, release);
    }
}
