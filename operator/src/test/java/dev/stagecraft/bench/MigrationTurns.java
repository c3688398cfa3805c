package dev.stagecraft.bench;

import dev.stagecraft.sandbox.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What one tool took, round by round: for all files, and for being run again. */
record MigrationTurns(MigrationTool tool, Samples first, Samples again) {
    MigrationTurns(MigrationTool tool) {
        this(tool, new Samples(), new Samples());
    }

    String name() {
        return tool.name();
    }

    /** A turn on an empty database. A tool that left anything out would win, so what it left behind is looked at. */
    void take(TestDatabase database, GeneratedMigrations migrations, boolean counted) {
        var toFirst = time(() -> tool.apply(database));
        check(database, migrations);
        var toAgain = time(() -> tool.again(database));
        check(database, migrations);
        if (counted) {
            first.add(toFirst);
            again.add(toAgain);
        }
    }

    private void check(TestDatabase database, GeneratedMigrations migrations) {
        var found = database.rows(GeneratedMigrations.LEFT_BEHIND);
        if (!found.equals(List.of(migrations.expected()))) {
            throw new IllegalStateException("%s left %s instead of %s".formatted(name(), found, migrations.expected()));
        }
    }

    private static Duration time(Runnable work) {
        var began = Instant.now();
        work.run();
        return Duration.between(began, Instant.now());
    }
}
