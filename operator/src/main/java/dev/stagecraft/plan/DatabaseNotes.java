package dev.stagecraft.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reader of a plan should know of the databases, and why a phase has nothing to run. */
final class DatabaseNotes {
    private static final int SHOWN = 10;

    private DatabaseNotes() {}

    static List<String> of(Desired desired, Observed observed, boolean releasing) {
        return desired.databases().stream()
                .flatMap(database -> Stream.concat(
                        database.notes().stream().map(note -> "database " + database.name() + ": " + note),
                        MigrationsDue.waiting(database, observed, releasing).stream()))
                .toList();
    }

    /** What stays in the databases although an older release is served again. */
    static List<String> rollback(ReleaseTarget target, Observed observed) {
        return observed.appliedSince().stream()
                .map(since -> sentence(since, target.release().orElse("the old release")))
                .toList();
    }

    /** What the code of the old release may miss in the databases; nothing brings it back. */
    static List<String> lost(Observed observed) {
        return observed.appliedSince().stream()
                .filter(since -> since.worst() == MigrationClass.CONTRACT)
                .map(since -> "Something was taken away in database " + since.database()
                        + " since that release, and its code may not run without it: see the plan's notes.")
                .toList();
    }

    private static String sentence(AppliedSince since, String release) {
        var knew = since.known().isEmpty() ? " did not know it" : " knew it up to " + since.known();
        var files = since.migrations().stream()
                .limit(SHOWN)
                .map(file -> file.id() + " (" + file.type().label() + ")")
                .collect(Collectors.joining(", "));
        int hidden = since.earlier().count() + Math.max(0, since.migrations().size() - SHOWN);
        var more = hidden > 0 ? " and " + hidden + " more" : "";
        var means = switch (since.worst()) {
            case EXPAND -> "its code should run with what was added";
            case RISKY -> "its code should run with what was changed; look at the files";
            case CONTRACT -> "something was taken away, and its code may not run without it";
        };
        return "a rollback undoes no migration: database " + since.database() + " is at " + since.at() + ", release "
                + release + knew
                + "; applied since: " + files + more + "; " + means;
    }

    /** Why the phase has nothing to run. */
    static String skipped(Desired desired, MigrationStage stage) {
        if (desired.databases().isEmpty()) {
            return "no database is declared";
        }
        var names = desired.databases().stream()
                .filter(database -> MigrationsDue.own(database.strategy()) == stage)
                .map(DatabaseTarget::name)
                .toList();
        if (!names.isEmpty()) {
            return "nothing is due in " + String.join(", ", names);
        }
        return desired.databases().stream()
                .map(database -> "database " + database.name() + " has strategy "
                        + database.strategy().label())
                .collect(Collectors.joining(", "));
    }
}
