package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks after indexes that are built concurrently: a build that broke leaves an index that is maintained and never used. */
final class IndexUpkeep {
    private final Session session;
    private final MigrationScript script;
    private final LockWatch watch;

    IndexUpkeep(Session session, MigrationScript script, LockWatch watch) {
        this.session = session;
        this.script = script;
        this.watch = watch;
    }

    /**
     * What has the name already is not ours to drop, and would be taken for the result.
     *
     * @param ours what to do besides if a valid index is our own; empty before the first attempt
     */
    void refuseExisting(List<Statement> statements, String ours) throws SQLException {
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
                        "%s line %d: there is an index %s already%s. Nothing was run; drop that index, or choose another name%s."
                                .formatted(
                                        script.fileName(),
                                        statement.line(),
                                        index.get().name(),
                                        valid.get() ? "" : ", left invalid by a build that broke",
                                        valid.get() ? ours : ""));
            }
        }
    }

    /**
     * What an earlier attempt did not complete; what it left broken is dropped.
     *
     * @param skipComplete whether an index that is there and valid is one of this very file; otherwise it may be another one of
     *     that name, and is refused
     */
    List<Statement> unfinished(boolean skipComplete) throws SQLException {
        var left = new ArrayList<Statement>();
        for (Statement statement : script.statements()) {
            if (!skipComplete || !isComplete(statement)) {
                removeInvalid(statement);
                left.add(statement);
            }
        }
        refuseExisting(left, ", or, if it is the one that an earlier attempt of this file built, write IF NOT EXISTS");
        return left;
    }

    private boolean isComplete(Statement statement) throws SQLException {
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement);
        return index.isPresent() && valid(index.get()).orElse(false);
    }

    /** Drops the index of the statement if it is there and invalid. Such a drop waits as long as the statement timeout lets it. */
    private void removeInvalid(Statement statement) throws SQLException {
        Optional<ConcurrentIndex> index = ConcurrentIndex.of(statement);
        if (index.isEmpty() || valid(index.get()).orElse(true)) {
            return;
        }
        try (var _ = watch.onlyTry()) {
            session.database()
                    .run(
                            session.connection(),
                            "DROP INDEX CONCURRENTLY " + index.get().name());
        } catch (SQLException e) {
            throw notRemoved(statement, index.get(), e);
        }
    }

    private RuntimeException notRemoved(Statement statement, ConcurrentIndex index, SQLException e) {
        DatabaseFault fault = session.fault(e, "");
        if (fault.kind() == DatabaseFault.Kind.CONNECTION_LOST) {
            return new ConnectionLost(fault.text());
        }
        var told = DatabaseFault.of(
                fault.kind(),
                "the invalid index %s of an earlier attempt cannot be dropped: %s"
                        .formatted(index.name(), fault.text()));
        return PostgresFaults.CANCELLED.equals(e.getSQLState())
                ? Failures.locked(script, statement, told, 1, watch.holders())
                : Failures.statement(
                        script,
                        statement,
                        told,
                        "Nothing was run; drop that index by hand, and the file is run again.");
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
