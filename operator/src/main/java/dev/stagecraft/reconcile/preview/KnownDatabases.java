package dev.stagecraft.reconcile.preview;

import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.provider.migration.AppliedMigration;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.observe.DatabaseComparison;
import dev.stagecraft.reconcile.observe.MigrationWatch;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.reconcile.step.MigrationFingerprint;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is pending in databases as far as that is known without looking into them: from the files, and from what the operator saw. */
final class KnownDatabases {
    private static final String NOT_ASKED =
            "nobody asks it here, and it may be an accessory that this first release has yet to start";

    private final MigrationSources sources;
    private final Gathered gathered;
    private final State state;
    private final Map<String, String> images;

    /** @param images of the release, by service */
    KnownDatabases(MigrationSources sources, Gathered gathered, State state, Map<String, String> images) {
        this.sources = sources;
        this.gathered = gathered;
        this.state = state;
        this.images = images;
    }

    /** Every database of the resource that has migrations. */
    List<DatabaseTarget> targets() {
        return gathered.databases().stream().map(this::target).toList();
    }

    /** A release neither waits nor stops for a database that is migrated by request. */
    private DatabaseTarget target(Database database) {
        var found = found(database);
        return database.strategy() == MigrationStrategy.MANUAL ? found.withoutRefusals() : found;
    }

    private DatabaseTarget found(Database database) {
        return switch (sources.read(database, Optional.empty(), images, gathered.registry())) {
            case MigrationSources.Answer.Refused(var why) -> refused(database, why);
            case MigrationSources.Answer.Trouble(var why) ->
                unread(database, "its migrations cannot be read from here, so none is planned: " + why.message());
            case MigrationSources.Answer.Files(var files, var source) -> {
                var target = new MigrationTarget(database.name(), database.url(), Route.direct());
                var oneOff =
                        OneOff.known(gathered.fromSource().named(images), Migrations.recorded(state, database.name()));
                yield compared(
                        database,
                        new MigrationJob(target, files, database.config(), "none", "preview", Optional.empty(), oneOff),
                        source);
            }
        };
    }

    private DatabaseTarget compared(Database database, MigrationJob job, Optional<String> source) {
        var engine = database.engine();
        var said = engine.validate(job);
        if (!said.isEmpty()) {
            return refused(database, MigrationWatch.finding(gathered, database, said));
        }
        try {
            var comparison = new DatabaseComparison(gathered, state, database, engine.list(job), source);
            // An engine that does not connect is told by the cluster what it has, as here.
            return engine.connects()
                    ? known(comparison)
                    : comparison.with(engine.plan(job)).target();
        } catch (MigrationException e) {
            return unread(database, gathered.sanitizer().clean(e.getMessage()));
        }
    }

    private DatabaseTarget known(DatabaseComparison comparison) {
        var database = comparison.database();
        if (DatabaseRoutes.toBeMade(state, database)) {
            return comparison.unseen(MigrationWatch.noWay(database)).target();
        }
        var planned = planned();
        if (planned.isPresent()
                && planned.get().notes().stream().anyMatch(note -> note.contains(MigrationWatch.NOT_STARTED))) {
            return comparison.unseen(MigrationWatch.NOT_STARTED).target();
        }
        if (planned.isEmpty() && DatabaseRoutes.mayBeStarted(gathered, state)) {
            return comparison.unseen(NOT_ASKED).target();
        }
        return planned.map(run -> as(comparison, pendingIn(run, comparison), recordedIn(run, database), List.of()))
                .orElseGet(() -> remembered(comparison));
    }

    /** The plan that the operator shows for this very spec: it looked into the databases for it. */
    private Optional<Run> planned() {
        return state.run()
                .filter(run -> run.state() == RunState.AWAITING_APPROVAL || run.state() == RunState.PENDING)
                .filter(run -> run.opensRelease() && run.specHash().equals(gathered.specHash()));
    }

    private static List<Migration> pendingIn(Run run, DatabaseComparison comparison) {
        var ids = run.migrations().stream()
                .filter(planned ->
                        planned.database().equals(comparison.database().name()))
                .map(PlannedMigration::id)
                .collect(Collectors.toSet());
        return comparison.files().stream()
                .filter(file -> ids.contains(file.id()))
                .toList();
    }

    /** A step that runs nothing only records what the database has. */
    private static List<String> recordedIn(Run run, Database database) {
        return run.steps().stream()
                .filter(step -> step.kind() == StepKind.MIGRATE_DATABASE
                        && step.target().equals(database.name()))
                .filter(step -> run.migrations().stream()
                        .noneMatch(planned -> planned.step().equals(step.id())))
                .flatMap(step -> Optional.ofNullable(step.inputs().get("through")).stream())
                .toList();
    }

    /** As the operator saw it last. */
    private DatabaseTarget remembered(DatabaseComparison comparison) {
        var name = comparison.database().name();
        var files = comparison.files();
        var known = state.databases().getOrDefault(name, DatabaseRecord.UNKNOWN);
        if (known.sourceHash().isEmpty()) {
            return as(
                    comparison,
                    files,
                    List.of(),
                    List.of("nobody looked into it, so every migration counts as pending"));
        }
        if (known.pending() == 0 && known.sourceHash().equals(MigrationFingerprint.upTo(files, ""))) {
            return as(comparison, List.of(), List.of(), List.of());
        }
        var recorded = new HashSet<>(Migrations.recorded(state, name));
        var had = files.stream().map(Migration::id).filter(recorded::contains).toList();
        var pending = had.isEmpty()
                ? files
                : files.stream()
                        .dropWhile(file -> !file.id().equals(had.getLast()))
                        .skip(1)
                        .toList();
        return as(
                comparison,
                pending,
                List.of(),
                List.of("what is pending is told by what the operator saw last: "
                        + (known.last().isEmpty() ? "nothing was applied" : "applied up to " + known.last())));
    }

    private static DatabaseTarget as(
            DatabaseComparison comparison, List<Migration> pending, List<String> toRecord, List<String> notes) {
        var applied = comparison.files().stream()
                .filter(file -> !pending.contains(file) && !toRecord.contains(file.id()))
                .map(file -> new AppliedMigration(file.id(), Optional.of(file.checksum()), Optional.empty()))
                .toList();
        return comparison
                .with(new MigrationPlan(pending, applied, toRecord, notes, List.of()))
                .target();
    }

    private static DatabaseTarget unread(Database database, String note) {
        return DatabaseTarget.of(database.name(), database.path(), database.strategy(), List.of(), List.of(note));
    }

    private static DatabaseTarget refused(Database database, Finding why) {
        return new DatabaseTarget(
                database.name(),
                database.path(),
                database.strategy(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(Refusals.of(why)));
    }
}
