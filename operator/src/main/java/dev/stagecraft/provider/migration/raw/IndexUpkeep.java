package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks after indexes that are built concurrently: a build that broke leaves an index that is maintained and never used. */
final class IndexUpkeep {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Session session;
    private final LockWatch watch;

    IndexUpkeep(Session session, LockWatch watch) {
        this.session = session;
        this.watch = watch;
    }

    /** Before the first attempt: what has the name already is not ours to drop, and would be taken for the result. */
    void refuseExisting(List<Statement> statements, MigrationScript script) throws SQLException {
        if (session.database().url().dialect() != Dialect.POSTGRESQL) {
            return;
        }
        for (Statement statement : statements) {
            Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement);
            Optional<Boolean> valid = index.isPresent() ? valid(index.get()) : Optional.empty();
            if (valid.isPresent() && !(index.orElseThrow().ifNotExists() && valid.get())) {
                throw new MigrationException(
                        MigrationException.Code.MIGRATION_FAILED,
                        MigrationReason.MIGRATION_FAILED,
                        "%s line %d: there is an index %s already%s. Nothing was run; drop that index, or choose another name."
                                .formatted(
                                        script.fileName(),
                                        statement.line(),
                                        index.get().name(),
                                        valid.get() ? "" : ", left invalid by a build that broke"));
            }
        }
    }

    /**
     * What an earlier attempt did not complete; what it left broken is dropped.
     *
     * @param skipComplete whether an index that is there and valid is one of this very file; otherwise it may be another one of
     *     that name, and is refused
     */
    List<Statement> unfinished(MigrationScript script, boolean skipComplete, int retries) throws SQLException {
        var left = new ArrayList<Statement>();
        for (Statement statement : script.statements()) {
            if (!skipComplete || !isComplete(statement)) {
                removeInvalid(statement, script, retries);
                left.add(statement);
            }
        }
        refuseExisting(left, script);
        return left;
    }

    private boolean isComplete(Statement statement) throws SQLException {
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement);
        return index.isPresent() && valid(index.get()).orElse(false);
    }

    /** Drops the index of the statement if it is there and invalid; tried again where somebody holds its table. */
    void removeInvalid(Statement statement, MigrationScript script, int retries) throws SQLException {
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement);
        var pause = new Pause(FIRST_PAUSE);
        for (int tries = 0; index.isPresent(); tries++) {
            try (var _ = watch.during(tries)) {
                dropInvalid(index.get());
                return;
            } catch (SQLException e) {
                DatabaseFault fault = session.fault(e, "");
                if (fault.kind() != DatabaseFault.Kind.LOCK_TIMEOUT) {
                    throw e;
                }
                if (tries >= retries) {
                    throw Failures.locked(script, statement, fault, tries + 1, watch.holders());
                }
                pause.await();
            }
        }
    }

    private void dropInvalid(ConcurrentIndex index) throws SQLException {
        if (!valid(index).orElse(true)) {
            session.database().run(session.connection(), "DROP INDEX CONCURRENTLY " + index.name());
        }
    }

    /** Empty if there is no such index. */
    private Optional<Boolean> valid(ConcurrentIndex index) throws SQLException {
        return Rows.texts(
                        session.connection(),
                        "SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(?)",
                        index.name())
                .stream()
                .findFirst()
                .map("t"::equals);
    }
}
