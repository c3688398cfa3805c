package dev.stagecraft.provider.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Provider;
import dev.stagecraft.provider.Violation;
import java.util.List;

/**
 * Brings a database to what an application's migrations say. Its configuration is the content of
 * {@code databases.<name>.migrations.providers.<id>}; paths are relative to it. All methods are safe for any thread; those
 * that ask a database block and belong on a thread of their own.
 */
public interface MigrationEngine extends Provider {
    /** Whether its migrations are files that the resource names; what it brings by itself has no source. */
    default boolean readsFiles() {
        return true;
    }

    /** Whether it opens connections to the database itself, so that {@code via} has a meaning. */
    default boolean connects() {
        return true;
    }

    /** Every fault of {@code config}, unknown keys included; empty if it can be used. Does no I/O. */
    List<Violation> check(JsonNode config);

    /**
     * What can be said against the job without its database: the connection string, the names and the content of the
     * files. Empty if nothing can. Does no I/O.
     */
    List<MigrationRefusal> validate(MigrationJob job);

    /**
     * The job's migrations in the order in which they would run on an empty database. Does no I/O.
     *
     * @throws MigrationException if {@link #validate} has something to say
     */
    List<Migration> list(MigrationJob job);

    /**
     * Compares the files with the database and changes nothing in it. What would stop {@link #apply} is a refusal of the
     * plan and not an exception.
     *
     * @throws MigrationException if the database cannot be asked
     */
    MigrationPlan plan(MigrationJob job);

    /**
     * Runs what is pending, in order, each file once whatever dies on the way: what an earlier run left unclear is cleared up
     * from the database's own record first. Stops at the first failure; files before it stay applied.
     *
     * @throws MigrationException for everything that kept a file from being applied
     */
    MigrationReport apply(MigrationJob job, MigrationListener listener);
}
