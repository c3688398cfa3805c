package dev.stagecraft.reconcile.observe;

import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.MigrationClass;
import dev.stagecraft.plan.PendingMigration;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.step.MigrationFingerprint;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.State;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Puts what an engine says of a database into the words of planner and status.
 *
 * @param files all there are, in order
 * @param source what names the state of the source that they were read from
 */
public record DatabaseComparison(
        Gathered gathered, State state, Database database, List<Migration> files, Optional<String> source) {

    public DatabaseComparison {
        files = List.copyOf(files);
    }

    /** What the engine found in the database. */
    public Comparison.Compared with(MigrationPlan plan) {
        var had = plan.had(files);
        boolean untouched = had.isEmpty() && plan.pending().size() == files.size();
        // An engine that does not look into the database knows nothing of one that is older than its own record.
        boolean seen = database.engine().connects() || state.history().serving().isEmpty();
        return compared(
                target(untouched && seen, plan, Optional.empty()),
                had.size(),
                had.isEmpty() ? "" : had.getLast(),
                plan);
    }

    /**
     * What is known without it: what was applied when it was last seen is taken as applied until the step looks.
     *
     * @param why nobody could look
     */
    public Comparison.Compared unseen(String why) {
        var known = state.databases().getOrDefault(database.name(), DatabaseRecord.UNKNOWN);
        // The last one may have no file any more; another that ran then tells how far it was.
        var recorded = new HashSet<>(Migrations.recorded(state, database.name()));
        int seen = (int) files.stream().map(Migration::id).toList().reversed().stream()
                .dropWhile(id -> !recorded.contains(id))
                .count();
        var note = why
                + ", so every migration%s counts as pending; what it has is not run again, and if more is pending than this the release ends before it runs anything"
                        .formatted(
                                seen == 0 ? "" : " after " + files.get(seen - 1).id());
        var plan = new MigrationPlan(files.subList(seen, files.size()), List.of(), List.of(note), List.of());
        var last = seen == 0 ? Optional.<PendingMigration>empty() : Optional.of(planned(files.get(seen - 1)));
        return compared(target(false, plan, last), known.applied(), known.last(), plan);
    }

    private Comparison.Compared compared(DatabaseTarget target, int applied, String last, MigrationPlan plan) {
        return new Comparison.Compared(
                target,
                new DatabaseRecord(applied, last, plan.pending().size(), MigrationFingerprint.upTo(files, ""), ""));
    }

    private DatabaseTarget target(boolean fresh, MigrationPlan plan, Optional<PendingMigration> unseen) {
        return new DatabaseTarget(
                database.name(),
                database.path(),
                database.strategy(),
                fresh,
                Optional.of(database.fingerprint(gathered.identity().fingerprintKey())),
                source,
                unseen,
                files.stream()
                        .filter(file -> plan.toRecord().contains(file.id()))
                        .reduce((before, then) -> then)
                        .map(this::planned),
                plan.pending().stream().map(this::planned).toList(),
                plan.notes().stream().map(gathered.sanitizer()::clean).toList(),
                plan.refusals().stream()
                        .map(why -> new Refusal(
                                why.reason().word(),
                                database.path(),
                                gathered.sanitizer().clean(why.message())))
                        .toList());
    }

    private PendingMigration planned(Migration file) {
        return new PendingMigration(
                file.id(),
                files.stream().map(Migration::id).toList().indexOf(file.id()),
                file.checksum(),
                MigrationFingerprint.upTo(files, file.id()),
                type(file),
                file.reasons(),
                file.directives().neededBy());
    }

    private static MigrationClass type(Migration file) {
        return switch (file.risk()) {
            case EXPAND -> MigrationClass.EXPAND;
            case RISKY -> MigrationClass.RISKY;
            case CONTRACT -> MigrationClass.CONTRACT;
        };
    }
}
