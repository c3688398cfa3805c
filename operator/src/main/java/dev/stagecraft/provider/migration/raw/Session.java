package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.Route.Passage;
import dev.stagecraft.secret.Sanitizer;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection of ours to one database, with the way to it. For one thread. */
final class Session implements AutoCloseable {
    private static final int ALIVE_SECONDS = 2;

    private final Database database;
    private final Connection connection;
    private final Passage passage;
    private final Limits limits;
    private final Sanitizer sanitizer;

    private Session(Database database, Connection connection, Passage passage, Limits limits, Sanitizer sanitizer) {
        this.database = database;
        this.connection = connection;
        this.passage = passage;
        this.limits = limits;
        this.sanitizer = sanitizer;
    }

    /**
     * @throws ConnectionLost if the database is not there
     * @throws MigrationException if it does not let us in
     */
    static Session open(DatabaseJob job, boolean readOnly) {
        Database database = job.database();
        Passage passage =
                job.target().route().open(database.url().host(), database.url().port());
        Limits limits = job.config().limits();
        Connection connection;
        try {
            connection = database.connect(
                    new Database.Access(passage, limits, job.runner().holder(), readOnly));
        } catch (RuntimeException e) { // A pooler, or whatever a driver comes to throw.
            passage.close();
            throw e;
        } catch (SQLException e) {
            passage.close();
            throw refused(job, database.fault(e, ""));
        }
        var session = new Session(database, connection, passage, limits, job.sanitizer());
        try {
            database.settle(connection, limits);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        } catch (SQLException e) {
            session.close();
            throw refused(job, database.fault(e, ""));
        }
        return session;
    }

    private static RuntimeException refused(DatabaseJob job, DatabaseFault fault) {
        String words = job.sanitizer().clean(fault.text());
        if (fault.kind() == DatabaseFault.Kind.CONNECTION_LOST) {
            return new ConnectionLost(words);
        }
        return new MigrationException(
                MigrationException.Code.CONNECTION_FAILED,
                MigrationReason.CONNECTION_FAILED,
                "The database %s at %s does not let the migrations in: %s. Check user, password, database and sslmode of the connection string in the Secret."
                        .formatted(job.target().database(), job.database().url().place(), words));
    }

    Connection connection() {
        return connection;
    }

    Database database() {
        return database;
    }

    /** What went wrong, cleaned. An error that leaves the connection dead is a lost connection, whatever it says. */
    DatabaseFault fault(SQLException exception, String statement) {
        DatabaseFault fault = database.fault(exception, statement);
        var kind = fault.kind() == DatabaseFault.Kind.CONNECTION_LOST || alive()
                ? fault.kind()
                : DatabaseFault.Kind.CONNECTION_LOST;
        return new DatabaseFault(kind, sanitizer.clean(fault.text()), fault.lineOffset());
    }

    /** For questions of our own: either the connection is lost, or the ledger cannot be used. */
    RuntimeException failed(SQLException exception, String what) {
        DatabaseFault fault = fault(exception, "");
        return switch (fault.kind()) {
            case CONNECTION_LOST -> new ConnectionLost(fault.text());
            case LOCK_TIMEOUT ->
                new MigrationException(
                        MigrationException.Code.MIGRATION_FAILED,
                        MigrationReason.MIGRATION_LOCK_TIMEOUT,
                        "%s: the table %s is locked by somebody else (%s). Nothing was run; it is tried again."
                                .formatted(what, Database.LEDGER, fault.text()));
            case DENIED, OTHER ->
                new MigrationException(
                        MigrationException.Code.MIGRATION_FAILED,
                        MigrationReason.MIGRATION_FAILED,
                        "%s: %s. The user of the connection string needs the right to create and write the table %s."
                                .formatted(what, fault.text(), Database.LEDGER));
        };
    }

    private boolean alive() {
        try {
            return connection.isValid(ALIVE_SECONDS);
        } catch (SQLException dead) {
            return false;
        }
    }

    /** Ends the transaction that is open and makes the session as it was at first; one that cannot is of no use any more. */
    void clean() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            database.settle(connection, limits);
        } catch (SQLException e) {
            throw new ConnectionLost(sanitizer.clean(database.fault(e, "").text()));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException closed) {
            // The server ends the session when the connection is gone.
        } finally {
            passage.close();
        }
    }
}
