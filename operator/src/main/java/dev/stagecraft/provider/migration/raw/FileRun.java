package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs one file in one transaction with its row in the ledger: both are there afterwards, or neither. */
final class FileRun {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Session session;
    private final Ledger ledger;
    private final DatabaseJob job;
    private final MigrationScript script;
    private final int attempt;
    private @Nullable Statement at;

    FileRun(Session session, Ledger ledger, DatabaseJob job, MigrationScript script, int attempt) {
        this.session = session;
        this.ledger = ledger;
        this.job = job;
        this.script = script;
        this.attempt = attempt;
    }

    /** Returns when the file is applied and recorded. */
    Duration run() {
        var pause = new Pause(FIRST_PAUSE);
        var watch = new LockWatch(job, session);
        for (int tries = 0; ; tries++) {
            try (var _ = watch.during(tries)) {
                return once();
            } catch (SQLException e) {
                DatabaseFault fault = session.fault(e, at == null ? "" : at.text());
                if (fault.kind() == DatabaseFault.Kind.CONNECTION_LOST) {
                    throw new ConnectionLost(fault.text());
                }
                session.clean();
                if (fault.kind() != DatabaseFault.Kind.LOCK_TIMEOUT) {
                    recordFailure();
                    throw Failures.statement(script, at, fault, "Nothing of the file was applied.");
                }
                if (tries >= job.config().limits().lockRetries()) {
                    throw Failures.locked(script, at, fault, tries + 1, watch.holders());
                }
                pause.await();
            }
        }
    }

    private Duration once() throws SQLException {
        long start = System.nanoTime();
        at = null;
        var connection = session.connection();
        connection.setAutoCommit(false);
        String transaction = ledger.begin(script, attempt, job.runner()).orElseThrow(() -> Failures.unlocked(script));
        for (Statement statement : script.statements()) {
            at = statement;
            session.database().run(connection, statement.text());
        }
        at = null;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (!ledger.finish(script, attempt, took, transaction)) {
            boolean unlocked = ledger.unlocked(transaction);
            session.clean();
            throw unlocked ? Failures.unlocked(script) : Unclear.changedLedger(script, attempt);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return took;
    }

    /** For people who look: what did not happen is not needed to go on. */
    private void recordFailure() {
        try {
            session.connection().setAutoCommit(false);
            if (ledger.begin(script, attempt, job.runner()).isPresent()) {
                ledger.settle(script.id(), State.FAILED);
            }
            session.connection().commit();
            session.connection().setAutoCommit(true);
        } catch (SQLException e) {
            // Said in the exception that follows; the row would only repeat it.
        }
    }
}
