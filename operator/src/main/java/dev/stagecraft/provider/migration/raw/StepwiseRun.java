package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.provider.migration.raw.sql.Standalone;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs one file statement by statement, each committed for itself: recorded as running first and as done afterwards. If this is cut
 * off in between, the row stays and speaks for itself.
 */
final class StepwiseRun {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Session session;
    private final Ledger ledger;
    private final DatabaseJob job;
    private final MigrationScript script;
    private final LockWatch watch;

    StepwiseRun(Session session, Ledger ledger, DatabaseJob job, MigrationScript script) {
        this.session = session;
        this.ledger = ledger;
        this.job = job;
        this.script = script;
        this.watch = new LockWatch(job, session);
    }

    /** @param before the row of an earlier attempt */
    Duration run(Optional<LedgerEntry> before) {
        long start = System.nanoTime();
        int attempt = before.map(LedgerEntry::attempt).orElse(0) + 1;
        List<Statement> left = script.statements();
        var indexes = new IndexUpkeep(session, script, watch);
        try {
            if (before.isPresent() && session.database().url().dialect() == Dialect.POSTGRESQL) {
                boolean unchanged = before.get().checksum().equals(Optional.of(script.checksum()));
                left = indexes.unfinished(unchanged && ConcurrentIndex.all(left));
            } else {
                indexes.refuseExisting(left, "");
            }
            if (ledger.begin(script, attempt, job.runner()).isEmpty()) {
                throw Failures.unlocked(script);
            }
        } catch (SQLException e) {
            throw session.failed(e, script.fileName() + " cannot be begun");
        }
        for (Statement statement : left) {
            run(statement, attempt);
        }
        return finish(start, attempt);
    }

    private int retries() {
        return job.config().limits().lockRetries();
    }

    private Duration finish(long start, int attempt) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        try {
            session.connection().setAutoCommit(true);
            if (!ledger.finish(script, attempt, took)) {
                throw ledger.unlocked() ? Unclear.unlocked(script, attempt) : Unclear.changedLedger(script, attempt);
            }
        } catch (SQLException e) {
            throw session.failed(e, script.fileName() + " ran and cannot be recorded as done");
        }
        return took;
    }

    private void run(Statement statement, int attempt) {
        boolean beside = Standalone.queuesNobody(session.database().url().dialect(), statement);
        var pause = new Pause(FIRST_PAUSE);
        for (int tries = 0; ; tries++) {
            try (var _ = beside ? watch.onlyTry() : watch.during(tries)) {
                session.database().run(session.connection(), statement.text());
                return;
            } catch (SQLException e) {
                DatabaseFault fault = session.fault(e, statement.text());
                if (fault.kind() == DatabaseFault.Kind.CONNECTION_LOST) {
                    throw new ConnectionLost(fault.text());
                }
                boolean again =
                        fault.kind() == DatabaseFault.Kind.LOCK_TIMEOUT && allOrNothing(statement) && tries < retries();
                if (!again) {
                    throw stopped(statement, attempt, beside ? afterWait(e, fault) : fault, tries + 1);
                }
                await(pause, statement);
            }
        }
    }

    /** An operator that stops here knows as much as after the last try, and says so in the row. */
    private void await(Pause pause, Statement statement) {
        try {
            pause.await();
        } catch (MigrationException stopping) {
            settled(statement);
            throw stopping;
        }
    }

    /** What waits beside the traffic has no lock timeout: the statement timeout ends it, in the wait or in the work. */
    private DatabaseFault afterWait(SQLException e, DatabaseFault fault) {
        return PostgresFaults.CANCELLED.equals(e.getSQLState()) && watch.waiting()
                ? new DatabaseFault(DatabaseFault.Kind.LOCK_TIMEOUT, fault.text(), fault.lineOffset())
                : fault;
    }

    /** What a procedure or a block did before its error may be committed, so it is never sent again. */
    private boolean allOrNothing(Statement statement) {
        return Standalone.allOrNothing(session.database().url().dialect(), statement);
    }

    /** A first statement that failed left nothing, and indexes can be asked about; anything else needs a person. */
    private boolean settled(Statement statement) {
        boolean clean = (isFirst(statement) && allOrNothing(statement)) || ConcurrentIndex.all(script.statements());
        try {
            session.connection().setAutoCommit(true);
            if (clean) {
                ledger.settle(script.id(), State.FAILED);
            }
        } catch (SQLException e) {
            throw session.failed(e, script.fileName() + " failed and cannot be recorded as failed");
        }
        return clean;
    }

    private boolean isFirst(Statement statement) {
        return statement.equals(script.statements().getFirst());
    }

    private MigrationException stopped(Statement statement, int attempt, DatabaseFault fault, int tries) {
        boolean clean = settled(statement);
        if (clean && fault.kind() == DatabaseFault.Kind.LOCK_TIMEOUT) {
            return Failures.locked(script, statement, fault, tries, watch.holders());
        }
        return Failures.statement(
                script,
                statement,
                fault,
                clean ? "What it left is taken up by the next run." : left(statement, attempt));
    }

    private String left(Statement statement, int attempt) {
        String before = isFirst(statement)
                ? ""
                : "The statements before it are applied, as this database or the file's directive keeps them out of a transaction. ";
        String itself = allOrNothing(statement) ? "" : "What it did before the error may be committed. ";
        return before + itself + Unclear.resolve(script.id(), attempt);
    }
}
