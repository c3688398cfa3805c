package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a file that did not run: its name, the line and the database's error. */
final class Failures {
    private Failures() {}

    static MigrationException statement(
            MigrationScript script, @Nullable Statement at, DatabaseFault fault, String consequence) {
        return new MigrationException(
                MigrationException.Code.MIGRATION_FAILED,
                MigrationReason.MIGRATION_FAILED,
                "%s failed: %s. %s".formatted(place(script, at, fault), fault.text(), consequence));
    }

    /** @param holders who the last try waited for, where the database tells */
    static MigrationException locked(
            MigrationScript script, @Nullable Statement at, DatabaseFault fault, int tries, Optional<String> holders) {
        return new MigrationException(
                MigrationException.Code.MIGRATION_FAILED,
                MigrationReason.MIGRATION_LOCK_TIMEOUT,
                "%s did not get a lock in %d tries: %s. %s; nothing was applied, and it is tried again."
                        .formatted(
                                place(script, at, fault),
                                tries,
                                fault.text(),
                                holders.map(names -> "It waited for " + names)
                                        .orElse("Somebody holds the table in a long transaction")));
    }

    /** The lock went and the session stayed, which no lost connection explains. */
    static MigrationException unlocked(MigrationScript script) {
        return new MigrationException(
                MigrationException.Code.UNSUPPORTED,
                MigrationReason.UNSUPPORTED,
                ("%s was not applied: its session does not have the runner's lock any more, so another runner may be at work. A"
                                + " pooler in transaction mode does that, and so does a function that gives up locks: give the"
                                + " migrations the database's own port, or take the function out.")
                        .formatted(script.fileName()));
    }

    /** Without a statement it is the commit or the ledger that failed. */
    private static String place(MigrationScript script, @Nullable Statement at, DatabaseFault fault) {
        return at == null ? script.fileName() : script.fileName() + " line " + (at.line() + fault.lineOffset());
    }
}
