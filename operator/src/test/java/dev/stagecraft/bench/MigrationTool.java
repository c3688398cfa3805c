package dev.stagecraft.bench;

import dev.stagecraft.sandbox.database.TestDatabase;

/** One way to bring generated files into a database. */
interface MigrationTool {
    String name();

    /** Applies all files to an empty database. */
    void apply(TestDatabase database);

    /** Is run once more on the same database, where nothing is pending. */
    default void again(TestDatabase database) {
        apply(database);
    }
}
