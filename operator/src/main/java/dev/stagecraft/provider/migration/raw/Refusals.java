package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationException.Code;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationRefusal;
import java.util.List;
import java.util.stream.Collectors;

/** Turns what a plan refuses into what a run throws. */
final class Refusals {
    private Refusals() {}

    /** @throws MigrationException with all sentences and the reason of the first, if there is one */
    static void stop(List<MigrationRefusal> refusals) {
        if (refusals.isEmpty()) {
            return;
        }
        MigrationReason reason = refusals.getFirst().reason();
        throw new MigrationException(
                code(reason),
                reason,
                refusals.stream().map(MigrationRefusal::message).collect(Collectors.joining(" ")));
    }

    private static Code code(MigrationReason reason) {
        return switch (reason) {
            case INVALID_CONFIGURATION, INVALID_FILE, STATEMENT_FORBIDDEN -> Code.INVALID_CONFIG;
            case UNSUPPORTED -> Code.UNSUPPORTED;
            case CONNECTION_FAILED -> Code.CONNECTION_FAILED;
            case INTERNAL -> Code.INTERNAL;
            case CHECKSUM_MISMATCH,
                    OUT_OF_ORDER,
                    BASELINE_NEEDED,
                    MIGRATION_UNCLEAR,
                    MIGRATION_LOCK_TIMEOUT,
                    MIGRATION_FAILED -> Code.MIGRATION_FAILED;
        };
    }
}
