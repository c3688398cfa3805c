package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;

/** What is said of a file that began outside a transaction and of which nobody knows the end. */
final class Unclear {
    private Unclear() {}

    static String sentence(MigrationScript script, LedgerEntry entry) {
        return "%s was begun by %s, outside a transaction, and its end is not recorded, so how far it came is not known. %s"
                .formatted(script.fileName(), entry.holder(), resolve(script.id(), entry.attempt()));
    }

    /** The row that says where we are is not what it was. */
    static MigrationException changedLedger(MigrationScript script, int attempt) {
        return new MigrationException(
                MigrationException.Code.MIGRATION_FAILED,
                MigrationReason.MIGRATION_UNCLEAR,
                "%s ended the transaction that it runs in, or changed its own row in %s, so how much of it was applied is not known. %s"
                        .formatted(script.fileName(), Database.LEDGER, resolve(script.id(), attempt)));
    }

    /** Another runner may have been at work since the file began. */
    static MigrationException unlocked(MigrationScript script, int attempt) {
        return new MigrationException(
                MigrationException.Code.MIGRATION_FAILED,
                MigrationReason.MIGRATION_UNCLEAR,
                ("%s ran outside a transaction, and its session does not have the runner's lock any more, so another runner may"
                                + " have run it too. %s")
                        .formatted(script.fileName(), resolve(script.id(), attempt)));
    }

    /** How a person gets on. */
    static String resolve(String id, int attempt) {
        String suffix = attempt == 1 ? "" : ", attempt: " + attempt;
        return ("Look at the database, finish or undo the file by hand, and say which with resolve: [{id: %s, as: done%s}] or"
                        + " [{id: %s, as: pending%s}] in the engine's configuration.")
                .formatted(id, suffix, id, suffix);
    }
}
