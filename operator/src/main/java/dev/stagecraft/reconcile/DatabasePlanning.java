package dev.stagecraft.reconcile;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.observe.Comparison;
import dev.stagecraft.reconcile.observe.MigrationWatch;
import dev.stagecraft.reconcile.observe.MigrationWatch.Images;
import dev.stagecraft.reconcile.observe.MigrationWatch.Question;
import dev.stagecraft.reconcile.preview.RequestReading;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has databases compared with their migrations where a plan needs it, and remembers what was found. At rest nobody is asked. */
final class DatabasePlanning {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final MigrationWatch watch;

    DatabasePlanning(MigrationWatch watch) {
        this.watch = watch;
    }

    /** What came of asking. */
    sealed interface Result {
        /** The databases as they are; the look remembers it. */
        record Known(Look look, List<DatabaseTarget> targets) implements Result {}

        /**
         * Nothing can be planned with them.
         *
         * @param database the first one that refused or could not be asked
         */
        record Unknown(Decision decision, Database database) implements Result {}
    }

    void forget(ResourceRef resource) {
        watch.forget(resource.uid());
    }

    /** Every database, for a release. */
    Result forRelease(Look look, Map<String, String> images) {
        return compare(look, look.gathered().databases(), new Inputs(named(look, images), Map.of()), true);
    }

    /**
     * What files are read from.
     *
     * @param images of the release
     * @param sources by database, the state of its source; where there is none, as it is now
     */
    record Inputs(Images images, Map<String, String> sources) {}

    /** Of what is wanted now. */
    private static Images named(Look look, Map<String, String> images) {
        return new Images(images, look.gathered().fromSource().named(images));
    }

    /** Of what serves: what is built from the source is known by name while it is what is wanted. */
    static Images served(Look look, Map<String, String> images) {
        return look.state()
                .history()
                .serving()
                .filter(serving -> serving.inputsHash().equals(look.gathered().inputsHash()))
                .map(serving -> named(look, images))
                .orElseGet(() -> new Images(images, images));
    }

    private Result compare(Look seen, List<Database> databases, Inputs inputs, boolean opens) {
        var look = seen;
        var targets = new ArrayList<DatabaseTarget>();
        var commits = new HashMap<Database.Source.Repository, String>();
        var awaited = new HashSet<Database.Source.Repository>();
        Optional<Result.Unknown> unknown = Optional.empty();
        for (var database : databases) {
            var source = Optional.ofNullable(inputs.sources().get(database.name()))
                    .or(() -> database.source().repository().map(commits::get));
            if (source.isEmpty()
                    && database.source().repository().filter(awaited::contains).isPresent()) {
                continue; // Which commit it is to be read from is just being asked for another one.
            }
            var asked = one(question(look, database, opens), look, database, source, inputs.images());
            switch (database.strategy() == MigrationStrategy.MANUAL ? listed(look, database, asked) : asked) {
                // The others are asked meanwhile: one after the other, the first answer would be too old when the last
                // came.
                case Result.Unknown more -> {
                    unknown = unknown.or(() -> Optional.of(more));
                    database.source().repository().ifPresent(awaited::add);
                }
                case Result.Known(var next, var found) -> {
                    look = next;
                    targets.addAll(found);
                    // One release is of one commit, though its branch moves between two reads.
                    found.getFirst()
                            .source()
                            .ifPresent(commit -> database.source()
                                    .repository()
                                    .ifPresent(repository -> commits.putIfAbsent(repository, commit)));
                }
            }
        }
        return unknown.isPresent() ? unknown.get() : new Result.Known(look, targets);
    }

    /** A release makes the way to the database before it migrates, and has to be planned before that. */
    private static Question question(Look look, Database database, boolean opens) {
        if (opens && DatabaseRoutes.toBeMade(look.state(), database)) {
            return Question.MIGRATIONS_ONLY;
        }
        return opens && DatabaseRoutes.mayBeStarted(look.gathered(), look.state())
                ? Question.DATABASE_IF_IT_ANSWERS
                : Question.DATABASE;
    }

    /** A release shows what is pending in a database that is migrated by request, and neither waits nor stops for it. */
    private static Result listed(Look look, Database database, Result asked) {
        return switch (asked) {
            case Result.Unknown(var decision, var same) when decision.undecided() -> asked;
            case Result.Unknown(var decision, var same) ->
                new Result.Known(
                        look,
                        List.of(DatabaseTarget.of(
                                database.name(),
                                database.path(),
                                database.strategy(),
                                List.of(),
                                decision.rejection().or(decision::trouble).map(Finding::message).stream()
                                        .toList())));
            case Result.Known(var next, var found) ->
                new Result.Known(
                        next,
                        found.stream().map(DatabaseTarget::withoutRefusals).toList());
        };
    }

    /** One database, whatever its strategy. */
    Result one(Look look, Database database, Map<String, String> images) {
        return one(Question.DATABASE, look, database, Optional.empty(), served(look, images));
    }

    private Result one(Question question, Look look, Database database, Optional<String> source, Images images) {
        var found = watch.look(question, look.gathered(), look.state(), database, source, images, FRESH);
        if (found.isEmpty()) {
            return new Result.Unknown(Decision.waiting(look.state()), database);
        }
        return switch (found.get()) {
            case Comparison.Refused(var why) ->
                new Result.Unknown(Decision.of(look.state()).rejecting(why), database);
            case Comparison.Trouble(var why) ->
                new Result.Unknown(Decision.of(look.state()).troubled(why), database);
            case Comparison.Compared(var target, var known) -> {
                var note = known(look, database).note();
                yield new Result.Known(
                        look.with(look.state().with(database.name(), known.noting(known.pending() == 0 ? "" : note))),
                        List.of(target));
            }
        };
    }

    private static DatabaseRecord known(Look look, Database database) {
        return look.state().databases().getOrDefault(database.name(), DatabaseRecord.UNKNOWN);
    }

    /**
     * Where the release serves: those that may have something to be taken away, or of which nothing is known. What the release was
     * made of counts, and not what its branch has become since.
     */
    Result atRest(Look look, Inputs inputs) {
        var asked = look.gathered().databases().stream()
                .filter(database -> database.strategy() != MigrationStrategy.MANUAL)
                .filter(database -> known(look, database).sourceHash().isEmpty()
                        || (database.strategy() == MigrationStrategy.POST_DEPLOY
                                && (known(look, database).pending() > 0 || concerns(look, database))))
                .toList();
        return compare(look, asked, inputs, false);
    }

    /** Whether a plan waits or failed that migrates it. */
    private static boolean concerns(Look look, Database database) {
        return look.state()
                .run()
                .filter(run -> run.migrates()
                        && run.steps().stream().anyMatch(step -> step.target().equals(database.name())))
                .isPresent();
    }

    /** Says with the database what keeps its migrations from being run. */
    static Look noting(Look look, Database database, String words) {
        return look.with(
                look.state().with(database.name(), known(look, database).noting(words)));
    }

    /** Says with each database what keeps its migrations from being run. */
    static Look noted(Look seen, Plan plan, List<DatabaseTarget> targets) {
        var look = seen;
        for (var target : targets) {
            var prefix = "database " + target.name() + ": ";
            var known = look.state().databases().getOrDefault(target.name(), DatabaseRecord.UNKNOWN);
            var notes = plan.notes().stream()
                    .filter(note -> known.pending() > 0 && note.startsWith(prefix))
                    .map(note -> note.substring(prefix.length()));
            var words = Stream.concat(target.refusals().stream().map(Refusal::message), notes)
                    .collect(Collectors.joining("; "));
            look = look.with(look.state().with(target.name(), known.noting(words)));
        }
        return look;
    }

    /** A request: the name of a database, {@code @} and a token that was not used before. */
    record Request(Optional<Database> database, Finding refused) {
        static Request read(Look look, String asked) {
            int at = asked.indexOf('@');
            var name = at < 0 ? asked : asked.substring(0, at);
            var found = look.gathered().databases().stream()
                    .filter(database -> database.name().equals(name))
                    .findFirst();
            var where = "annotation " + RequestReading.PREFIX + "migrate: ";
            if (at <= 0 || at == asked.length() - 1) {
                return refused(
                        "InvalidRequest",
                        where + "write the name of a database, @, and a token that was not used before");
            }
            if (found.isEmpty()) {
                return refused(
                        "DatabaseNotFound",
                        where + "spec.databases has no " + name + " with migrations; there is: "
                                + look.gathered().databases().stream()
                                        .map(Database::name)
                                        .toList());
            }
            return found.get().strategy() == MigrationStrategy.MANUAL
                    ? new Request(found, new Finding("", ""))
                    : refused(
                            "InvalidRequest",
                            where + "database " + name + " has strategy "
                                    + found.get().strategy().label()
                                    + ", so its migrations run with a release; remove the annotation");
        }

        /**
         * Where what is asked for needs what a release brings, which so goes first: the look that says so.
         *
         * @param serves whether what serves is what is wanted: then it has no other image to wait for
         */
        static Optional<Look> waiting(Look look, String asked, boolean serves) {
            return read(look, asked)
                    .database()
                    .flatMap(database -> need(look, database, serves)
                            .map(need -> noting(
                                    look,
                                    database,
                                    "request " + asked + " is seen to when the release serves, as " + need)));
        }

        private static Optional<String> need(Look look, Database database, boolean serves) {
            if (!serves && database.source().ofAnImage()) {
                return Optional.of("it needs the release's image");
            }
            if (DatabaseRoutes.toBeMade(look.state(), database)) {
                return Optional.of("the way to the database leads through a host that is not ready yet");
            }
            return DatabaseRoutes.mayBeStarted(look.gathered(), look.state())
                    ? Optional.of("the database may be an accessory that this first release has yet to start")
                    : Optional.empty();
        }

        private static Request refused(String reason, String message) {
            return new Request(Optional.empty(), new Finding(reason, message));
        }
    }
}
