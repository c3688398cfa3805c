package dev.stagecraft.reconcile.step;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.plan.Positions;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the migrations that the plan names, and no other: files that changed since are refused, and so is a database in which
 * others are pending. May be run again after any crash, as the database's own record says what is applied.
 */
final class MigrateDatabase implements StepAction {
    private final HostSessions sessions;
    private final MigrationSources sources;
    private final DatabaseRoutes routes;
    private final String holder;

    /** @param holder the name of this process, for the record */
    MigrateDatabase(HostSessions sessions, MigrationSources sources, DatabaseRoutes routes, String holder) {
        this.sessions = sessions;
        this.sources = sources;
        this.routes = routes;
        this.holder = holder;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var database = context.gathered().databases().stream()
                .filter(found -> found.name().equals(context.target()))
                .findFirst();
        if (database.isEmpty()) {
            return new StepOutcome.Refused("InvalidSpec", "the database is no longer declared");
        }
        var inputs = context.launch().step().inputs();
        var read = sources.read(
                database.get(),
                Optional.ofNullable(inputs.get("source")),
                images(context),
                context.gathered().registry());
        return switch (read) {
            case MigrationSources.Answer.Refused(var why) -> new StepOutcome.Refused(why.reason(), why.message());
            case MigrationSources.Answer.Trouble(var why) -> new StepOutcome.Failed(why.reason(), why.message());
            case MigrationSources.Answer.Files(var files, var state) -> apply(context, database.get(), files);
        };
    }

    private static Map<String, String> images(StepContext context) {
        return context.state()
                .run()
                .flatMap(Run::release)
                .flatMap(context.state().history()::find)
                .map(release -> Map.<String, String>copyOf(release.images()))
                .orElse(Map.of());
    }

    private StepOutcome apply(StepContext context, Database database, List<MigrationFile> files) {
        var inputs = context.launch().step().inputs();
        var through = inputs.getOrDefault("through", "");
        var job = new MigrationJob(
                new MigrationTarget(
                        database.name(), database.url(), routes.to(context.gathered(), context.state(), database)),
                files,
                database.config(),
                context.state().run().flatMap(Run::release).orElse("none"),
                holder,
                Optional.of(through),
                database.engine().connects() ? OneOff.NONE : oneOff(context, database));
        var listed = database.engine().list(job);
        if (!MigrationFingerprint.upTo(listed, through).equals(inputs.getOrDefault("files", ""))) {
            return new StepOutcome.Refused(
                    "MigrationsChanged",
                    "the files are not those of the plan any more, so none of them was run; ask for a new plan");
        }
        var plan = database.engine().plan(everything(job));
        var due = due(listed, inputs.getOrDefault("due", ""));
        var unseen = next(listed, through, plan.pending()).stream()
                .filter(id -> !due.contains(id))
                .findFirst();
        if (unseen.isPresent()) {
            return changed(unseen.get());
        }
        var progress = new MigrationProgress(
                context,
                listed.stream().map(Migration::id).toList(),
                plan.had(listed),
                plan.pending().stream().map(Migration::id).toList(),
                planned(context),
                due);
        try {
            return progress.done(database.engine().apply(job, progress).ran().size());
        } catch (MigrationProgress.NotPlanned other) {
            return changed(String.valueOf(other.getMessage()));
        }
    }

    private static StepOutcome changed(String id) {
        return new StepOutcome.Refused(
                "MigrationsChanged",
                "the database is not as it was when the plan was made: " + id
                        + " is pending in it, which the plan does not show, so it was not run; ask for a new plan");
    }

    private static Set<String> due(List<Migration> listed, String positions) {
        return Positions.read(positions).stream()
                .map(position -> listed.get(position).id())
                .collect(Collectors.toSet());
    }

    /** What would run now, whatever the plan says. */
    private static List<String> next(List<Migration> listed, String through, List<Migration> pending) {
        var ids = listed.stream().map(Migration::id).toList();
        int last = ids.indexOf(through);
        return pending.stream()
                .map(Migration::id)
                .filter(id -> ids.indexOf(id) <= last)
                .toList();
    }

    private OneOff oneOff(StepContext context, Database database) {
        var served = context.served().get();
        var release = context.release();
        return new OneOffs(sessions, context.gathered(), context.state().hosts(), served)
                .of(
                        database.name(),
                        new HostOneOff.Release(
                                release.id(),
                                occasion(context, release.id()),
                                release.inputsHash().equals(context.gathered().inputsHash())
                                        ? context.gathered().fromSource().named(release.images())
                                        : release.images(),
                                Migrations.recorded(context.state(), database.name()),
                                context.sanitizer()));
    }

    /** A release runs once, and a retry opens another; what runs beside releases is asked for by a token. */
    private static String occasion(StepContext context, String release) {
        if (context.launch().step().phase() != Phase.INFRA) {
            return release;
        }
        var handled = context.state().handled();
        return String.join(
                "/", release, handled.migrate().orElse(""), handled.retry().orElse(""));
    }

    private static MigrationJob everything(MigrationJob job) {
        return new MigrationJob(
                job.target(), job.files(), job.config(), job.release(), job.holder(), Optional.empty(), job.oneOff());
    }

    private static List<String> planned(StepContext context) {
        return context.state().run().map(Run::migrations).orElse(List.of()).stream()
                .filter(planned -> planned.step().equals(context.launch().step().id()))
                .map(PlannedMigration::id)
                .toList();
    }
}
