package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.Comparison.Found;
import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Reads what the database has, and changes nothing. */
record Looking(Session session, DatabaseJob job) {
    private static final String WHAT = "The record of migrations cannot be read";

    /** For a plan: without the runner's lock, except to learn whether anybody has it. */
    Comparison compare() {
        try {
            Ledger ledger = ledger();
            Found found = found(ledger, Optional.empty());
            if (found.entries().values().stream().anyMatch(entry -> entry.state() == State.RUNNING)) {
                found = foundWithLock(ledger);
            }
            return Comparison.of(job.listing(), found, job.config(), job.through());
        } catch (SQLException e) {
            throw session.failed(e, WHAT);
        }
    }

    /** A row that is running means one thing while somebody runs and another one while nobody does. */
    private Found foundWithLock(Ledger ledger) throws SQLException {
        RunnerLock lock =
                session.database().lock(session.connection(), job.runner().holder());
        if (!lock.tryAcquire()) {
            return found(ledger, Optional.of(lock.holder().orElse("another runner")));
        }
        try {
            return found(ledger, Optional.empty());
        } finally {
            lock.release();
        }
    }

    Ledger ledger() throws SQLException {
        Ledger ledger = Ledger.open(session.database(), session.connection());
        if (ledger.table().foreign()) {
            throw new MigrationException(
                    MigrationException.Code.MIGRATION_FAILED,
                    MigrationReason.UNSUPPORTED,
                    "The database has a table %s without a column id, which is not a record of migrations: rename it."
                            .formatted(Database.LEDGER));
        }
        if (ledger.table().missing()) {
            Set<String> elsewhere = session.database().otherLedgers(session.connection());
            if (!elsewhere.isEmpty()) {
                throw new MigrationException(
                        MigrationException.Code.MIGRATION_FAILED,
                        MigrationReason.UNSUPPORTED,
                        "The current schema has no record of migrations, and there is one in the schema %s: the user's search path has changed, or it is another application's. Nothing was run; add schema=<name> to the options of the connection string to say which schema is meant."
                                .formatted(String.join(", ", elsewhere)));
            }
        }
        return ledger;
    }

    Found found(Ledger ledger, Optional<String> runner) throws SQLException {
        var entries = ledger.entries();
        var otherTables =
                entries.isEmpty() ? session.database().otherTables(session.connection()) : Optional.<String>empty();
        return new Found(entries, otherTables, runner);
    }
}
