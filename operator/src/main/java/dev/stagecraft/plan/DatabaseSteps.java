package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Steps that run migrations: one a database and stage, one database after the other. */
final class DatabaseSteps {
    /** The input that names the last migration that a step runs. */
    static final String THROUGH = "through";

    /** The input with the fingerprint of all files up to that one. */
    static final String FILES = "files";

    /** The input that names the state of the source that they were read from. */
    static final String SOURCE = "source";

    /** The input with the positions of those that it may run in the list of all files. */
    static final String DUE = "due";

    /** The input that tells whether it is still the database that was looked at. */
    static final String CONNECTION = "connection";

    private static final int SHOWN = 5;

    private DatabaseSteps() {}

    /** The steps of that stage. The first waits for {@code before}, each other one for the one before it. */
    static List<Step> of(Desired desired, Observed observed, MigrationStage stage, List<String> before) {
        var steps = new ArrayList<Step>();
        var gate = before;
        for (var database : desired.databases()) {
            var due = MigrationsDue.of(database, stage, observed);
            var step = due.isEmpty() ? look(database, stage) : Optional.of(step(database, stage, due));
            if (step.isPresent()) {
                steps.add(step.get().after(gate));
                gate = List.of(step.get().id());
            }
        }
        return steps;
    }

    /**
     * With nothing to run, a step may still have to look or to write. A database that nobody could look into may be another one
     * than status knows; and what is only to be recorded is forgotten when the word for it leaves the spec.
     */
    private static Optional<Step> look(DatabaseTarget database, MigrationStage stage) {
        if (MigrationsDue.own(database.strategy()) != stage) {
            return Optional.empty();
        }
        return database.toRecord()
                .map(last -> without(
                        database,
                        stage,
                        last,
                        "record in database " + database.name() + " what it has up to " + last.id()))
                .or(() -> database.unseen()
                        .map(last -> without(
                                database,
                                stage,
                                last,
                                "look into database " + database.name() + ": nothing up to " + last.id()
                                        + " should be pending")));
    }

    private static Step without(
            DatabaseTarget database, MigrationStage stage, PendingMigration last, String description) {
        return Step.safe(
                        stage.step(database.name()),
                        StepKind.MIGRATE_DATABASE,
                        stage.phase(),
                        database.name(),
                        description)
                .with(inputs(database, List.of(), last));
    }

    /** The migrations that gate the rollout, after the start of the accessories that they may be for. */
    static List<Step> beforeRollout(
            List<HostTarget> hosts, Desired desired, Observed observed, ReleaseTarget target, List<String> prepared) {
        if (of(desired, observed, MigrationStage.MIGRATE_PRE, prepared).isEmpty()) {
            return List.of();
        }
        var steps = new ArrayList<>(AccessorySteps.of(hosts, target, observed, prepared));
        var gate = steps.isEmpty() ? prepared : steps.stream().map(Step::id).toList();
        steps.addAll(of(desired, observed, MigrationStage.MIGRATE_PRE, gate));
        return steps;
    }

    private static Map<String, String> inputs(
            DatabaseTarget database, List<PendingMigration> due, PendingMigration last) {
        var inputs = new TreeMap<String, String>();
        due.forEach(file -> inputs.put("file." + file.id(), file.checksum()));
        inputs.put(THROUGH, last.id());
        inputs.put(FILES, last.upTo());
        inputs.put(
                DUE,
                Positions.write(due.stream().map(PendingMigration::position).toList()));
        database.connection().ifPresent(connection -> inputs.put(CONNECTION, connection));
        database.source().ifPresent(source -> inputs.put(SOURCE, source));
        return inputs;
    }

    private static Step step(DatabaseTarget database, MigrationStage stage, List<PendingMigration> due) {
        var last = due.getLast();
        var files = due.size() == 1
                ? last.id()
                : due.size() + " files from " + due.getFirst().id() + " to " + last.id();
        var step = Step.safe(
                        stage.step(database.name()),
                        StepKind.MIGRATE_DATABASE,
                        stage.phase(),
                        database.name(),
                        "migrate database " + database.name() + ": " + files)
                .with(inputs(database, due, last));
        return risk(database, due)
                .map(why -> step.risking(Risk.DESTRUCTIVE, why))
                .orElse(step);
    }

    /** Nothing is in use in a database that never had a migration. */
    private static Optional<String> risk(DatabaseTarget database, List<PendingMigration> due) {
        var grave = due.stream()
                .filter(file -> !database.fresh() && file.type() != MigrationClass.EXPAND)
                .toList();
        if (grave.isEmpty()) {
            return Optional.empty();
        }
        var words = grave.stream().limit(SHOWN).map(PendingMigration::why).collect(Collectors.joining("; "));
        return Optional.of(grave.size() > SHOWN ? words + "; and " + (grave.size() - SHOWN) + " more" : words);
    }

    /** Every pending migration, whether this plan runs it or a later one. */
    static List<PlannedMigration> listed(Desired desired, Observed observed, List<MigrationStage> stages) {
        var listed = new ArrayList<PlannedMigration>();
        for (var database : desired.databases()) {
            for (var file : database.pending()) {
                listed.add(new PlannedMigration(
                        database.name(),
                        file.id(),
                        stage(database, file, observed, stages),
                        file.type(),
                        String.join("; ", file.reasons())));
            }
        }
        return listed;
    }

    private static MigrationStage stage(
            DatabaseTarget database, PendingMigration file, Observed observed, List<MigrationStage> stages) {
        return stages.stream()
                .filter(stage -> MigrationsDue.of(database, stage, observed).contains(file))
                .findFirst()
                .orElse(
                        database.strategy() == MigrationStrategy.MANUAL
                                ? MigrationStage.MANUAL
                                : MigrationStage.CONTRACT);
    }
}
