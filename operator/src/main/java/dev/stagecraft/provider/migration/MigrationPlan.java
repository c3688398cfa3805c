package dev.stagecraft.provider.migration;

import java.util.List;

/**
 * What a run would do.
 *
 * @param pending in the order in which they would run
 * @param applied in the order of the files; those without a file come last
 * @param notes what a person should know and nothing is stopped by
 * @param refusals what a run would stop at before it begins; while there is one, nothing is run
 */
public record MigrationPlan(
        List<Migration> pending, List<AppliedMigration> applied, List<String> notes, List<MigrationRefusal> refusals) {
    public MigrationPlan {
        pending = List.copyOf(pending);
        applied = List.copyOf(applied);
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }
}
