package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationReport;
import dev.stagecraft.provider.migration.raw.Comparison.Found;
import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of a job: under the runner's lock it reads the ledger, decides, and runs what is pending. After a lost connection
 * it begins again at the ledger, so a commit whose answer was lost is found there, and one that never happened is not.
 */
final class Runner {
    private static final Duration FIRST_POLL = Duration.ofMillis(100);

    private final DatabaseJob job;
    private final MigrationListener listener;
    private final Set<String> ran = new LinkedHashSet<>();
    private Optional<Migration> begun = Optional.empty();

    Runner(DatabaseJob job, MigrationListener listener) {
        this.job = job;
        this.listener = listener;
    }

    MigrationReport run() {
        Refusals.stop(job.listing().refusals());
        return new Connections(job, false).use(ran::size, this::locked);
    }

    private MigrationReport locked(Session session) {
        RunnerLock lock = lock(session);
        try {
            return apply(session);
        } finally {
            try {
                lock.release();
            } catch (SQLException lost) {
                // The lock ends with the session, which is closed next.
            }
        }
    }

    /** Tried again and again, never waited for in the database, where a waiting session can hold up index builds. */
    private RunnerLock lock(Session session) {
        long deadline = System.nanoTime() + job.config().limits().runner().toNanos();
        var pause = new Pause(FIRST_POLL);
        try {
            RunnerLock lock =
                    session.database().lock(session.connection(), job.runner().holder());
            while (!lock.tryAcquire()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new MigrationException(
                            MigrationException.Code.MIGRATION_FAILED,
                            MigrationReason.MIGRATION_LOCK_TIMEOUT,
                            "Another runner applies migrations to the database %s: %s. Nothing was run; it is tried again."
                                    .formatted(
                                            job.target().database(),
                                            job.sanitizer().clean(lock.holder().orElse("who it is cannot be seen"))));
                }
                pause.await();
            }
            return lock;
        } catch (SQLException e) {
            throw session.failed(e, "The lock of the runner cannot be asked for");
        }
    }

    private MigrationReport apply(Session session) {
        var looking = new Looking(session, job);
        try {
            Ledger ledger = looking.ledger();
            Found found = looking.found(ledger, Optional.empty());
            foundAfterwards(found);
            var comparison = Comparison.of(job.listing(), found, job.config(), job.through());
            Refusals.stop(comparison.plan().refusals());
            if (!comparison.pending().isEmpty()
                    || !comparison.baselined().isEmpty()
                    || !found.entries().isEmpty()) {
                record(session, ledger, comparison);
            }
            for (MigrationScript script : comparison.pending()) {
                apply(
                        session,
                        ledger,
                        script,
                        Optional.ofNullable(found.entries().get(script.id())));
            }
            return new MigrationReport(List.copyOf(ran), comparison.plan().notes());
        } catch (SQLException e) {
            throw session.failed(e, "The record of migrations cannot be kept");
        }
    }

    /** The file whose answer was lost: if it is done, it was this run that did it. */
    private void foundAfterwards(Found found) {
        begun.filter(migration -> Optional.ofNullable(found.entries().get(migration.id()))
                        .filter(entry -> entry.state() == State.DONE)
                        .isPresent())
                .ifPresent(migration -> applied(migration, Duration.ZERO));
        begun = Optional.empty();
    }

    /** Everything that is written beside running files, at once where the database can. */
    private void record(Session session, Ledger ledger, Comparison comparison) throws SQLException {
        var connection = session.connection();
        connection.setAutoCommit(false);
        ledger.prepare();
        for (MigrationScript script : comparison.baselined()) {
            ledger.adopt(script, job.runner());
        }
        for (var row : comparison.settled().entrySet()) {
            ledger.settle(row.getKey(), row.getValue());
        }
        for (MigrationScript script : comparison.checksums()) {
            ledger.checksum(script);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void apply(Session session, Ledger ledger, MigrationScript script, Optional<LedgerEntry> before) {
        listener.before(script.migration());
        begun = Optional.of(script.migration());
        int attempt = before.map(LedgerEntry::attempt).orElse(0) + 1;
        Duration took = script.transactional()
                ? new FileRun(session, ledger, job, script, attempt).run()
                : new StepwiseRun(session, ledger, job, script).run(before);
        applied(script.migration(), took);
        begun = Optional.empty();
        session.clean();
    }

    private void applied(Migration migration, Duration took) {
        ran.add(migration.id());
        listener.after(migration, took);
    }
}
