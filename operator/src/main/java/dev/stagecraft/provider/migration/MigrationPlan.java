package dev.stagecraft.provider.migration;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run would do.
 *
 * @param pending in the order in which they would run
 * @param applied in the order of the files; those without a file come last
 * @param toRecord ids of what a run would record as applied, or with another checksum, without running it
 * @param notes what a person should know and nothing is stopped by
 * @param refusals what a run would stop at before it begins; while there is one, nothing is run
 */
public record MigrationPlan(
        List<Migration> pending,
        List<AppliedMigration> applied,
        List<String> toRecord,
        List<String> notes,
        List<MigrationRefusal> refusals) {
    public MigrationPlan {
        pending = List.copyOf(pending);
        applied = List.copyOf(applied);
        toRecord = List.copyOf(toRecord);
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }

    /** With nothing to record beside what is run. */
    public MigrationPlan(
            List<Migration> pending,
            List<AppliedMigration> applied,
            List<String> notes,
            List<MigrationRefusal> refusals) {
        this(pending, applied, List.of(), notes, refusals);
    }

    /**
     * Ids of what the database has, with what is to be recorded, in the order that tells how far it is: those without a file say
     * nothing of that and come first, the others as their files do.
     *
     * @param files all there are, in order
     */
    public List<String> had(List<Migration> files) {
        var order = files.stream().map(Migration::id).toList();
        return Stream.concat(applied.stream().map(AppliedMigration::id), toRecord.stream())
                .distinct()
                .sorted(Comparator.comparingInt(order::indexOf))
                .toList();
    }
}
