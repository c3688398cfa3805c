package dev.stagecraft.bench;

import dev.stagecraft.sandbox.database.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.license.VersionPrinter;

/** Flyway as a library, as it is without settings: it validates before it migrates. */
record FlywayTool(GeneratedMigrations migrations) implements MigrationTool {
    @Override
    public String name() {
        return "Flyway " + VersionPrinter.getVersion();
    }

    @Override
    public void apply(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.jdbc(), null, null)
                .locations("filesystem:" + migrations.directory())
                .load()
                .migrate();
    }
}
