package dev.stagecraft.reconcile;

import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.preview.PlanInputs;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Plans the migrations that run beside releases: what a release leaves to a plan of its own, and what somebody asks for. */
final class MigrationPlanning {
    private final DatabasePlanning databases;
    private final Beginning beginning;

    MigrationPlanning(DatabasePlanning databases, Beginning beginning) {
        this.databases = databases;
        this.beginning = beginning;
    }

    /** The release serves: what it leaves to a plan of its own may be due. */
    Planning.Result atRest(Look look, Openings.Opening opening) {
        if (!opening.inputsHash().equals(look.gathered().inputsHash())) {
            // What serves holds against the spec, and so against the spec's migrations.
            return new Planning.Result.AtRest(look.with(rested(look, false)));
        }
        if (stands(look)) {
            return new Planning.Result.AtRest(look.with(rested(look, true)));
        }
        var inputs = new DatabasePlanning.Inputs(DatabasePlanning.served(look, opening.images()), opening.sources());
        return switch (databases.atRest(look, inputs)) {
            case DatabasePlanning.Result.Unknown(var decision, var database) -> {
                var why = decision.rejection().or(decision::trouble).map(Finding::message);
                // Nothing that serves depends on the answer, and no plan is given up for want of one.
                var noted = why.map(words -> DatabasePlanning.noting(look, database, words))
                        .orElse(look);
                yield decision.undecided()
                        ? new Planning.Result.Decided(decision)
                        : new Planning.Result.AtRest(noted.with(rested(noted, true)));
            }
            case DatabasePlanning.Result.Known(var known, var found) -> {
                var plan = Planner.migrations(
                        PlanInputs.desired(look.gathered(), Optional.empty()).migrating(found),
                        PlanInputs.observed(look.state(), List.of(), List.of()));
                var noted = DatabasePlanning.noted(known, plan, found);
                yield plan.isEmpty() || !plan.refusals().isEmpty()
                        ? new Planning.Result.AtRest(
                                noted.with(rested(noted, !plan.refusals().isEmpty())))
                        : besideWhatServes(noted, plan, opening);
            }
        };
    }

    /** Whether a migration beside what serves failed, and is not tried again until somebody asks, or waits as it was asked for. */
    private static boolean stands(Look look) {
        return look.state()
                .run()
                .filter(Run::migrates)
                .filter(run -> run.state() == RunState.FAILED ? !look.retryIsNew() : isAsked(look, run))
                .isPresent();
    }

    /** Whether the request that it was made for is still to be seen to. */
    private static boolean isAsked(Look look, Run run) {
        return run.asked().isPresent()
                && look.requests().newMigrate(look.state().handled()).isPresent();
    }

    /** What else is asked for is done with this look, also where the plan waits: what serves was compared with what is wanted. */
    private Planning.Result besideWhatServes(Look look, Plan plan, Openings.Opening opening) {
        var seen = look.with(Beginning.handled(look.state(), look, Optional.empty()));
        return switch (beginning.begin(seen, plan, opening)) {
            case Planning.Result.Decided(var decision) -> new Planning.Result.Waiting(decision);
            case Planning.Result.Waiting waiting -> waiting;
            case Planning.Result.Begun begun -> begun;
            case Planning.Result.Refused refused -> refused;
            case Planning.Result.AtRest rest -> rest;
        };
    }

    /** What somebody asks for by annotation, once. */
    Planning.Result migrate(Look seen, String request) {
        var look = declared(seen);
        var asked = DatabasePlanning.Request.read(look, request);
        if (asked.database().isEmpty()) {
            return new Planning.Result.Refused(migrated(look, request), asked.refused());
        }
        var serving = look.state().history().serving();
        var images = serving.map(ReleaseRecord::images).orElseGet(TreeMap::new);
        return switch (databases.one(look, asked.database().get(), images)) {
            case DatabasePlanning.Result.Unknown(var decision, var database) ->
                decision.rejection()
                        .<Planning.Result>map(
                                why -> refused(look, asked.database().get(), request, why))
                        .orElseGet(() -> new Planning.Result.Decided(decision));
            case DatabasePlanning.Result.Known(var known, var found) -> {
                var plan = Planner.migrations(
                        PlanInputs.desired(look.gathered(), Optional.empty()).migrating(found),
                        PlanInputs.observed(look.state(), List.of(), List.of()));
                if (!plan.refusals().isEmpty()) {
                    yield refused(known, asked.database().get(), request, finding(plan));
                }
                var noted = DatabasePlanning.noted(known, plan, found);
                yield plan.isEmpty()
                        ? new Planning.Result.AtRest(needless(migrated(noted, request)))
                        : beginAsked(noted, plan, request);
            }
        };
    }

    /** Where nothing is due, a migration that waited or failed has become needless. */
    private static Look needless(Look look) {
        return look.with(look.state().with(look.state().run().filter(run -> !run.migrates())));
    }

    /** The request is over: what else the resource wants does not wait for it. */
    private static Planning.Result refused(Look look, Database database, String request, Finding why) {
        var words = why.message() + "; nothing of request " + request
                + " was run: when that is put right, ask again with another token";
        return new Planning.Result.Refused(
                DatabasePlanning.noting(migrated(look, request), database, words), new Finding(why.reason(), words));
    }

    private Planning.Result beginAsked(Look look, Plan plan, String request) {
        var hash = look.gathered().specHash();
        var opening = new Openings.Opening(new Intent.Deploy(), "", hash, hash, "", Optional.empty(), new TreeMap<>());
        return switch (beginning.begin(look, plan, opening)) {
            case Planning.Result.Begun(var begun) -> {
                // A retry, and whatever else is asked for, still stands.
                var handled =
                        look.state().handled().approving(begun.state().handled().approve());
                yield new Planning.Result.Begun(
                        migrated(begun.with(begun.state().handled(handled)), request));
            }
            case Planning.Result.Decided(var decision) -> new Planning.Result.Waiting(decision);
            case Planning.Result.Waiting waiting -> waiting;
            case Planning.Result.Refused refused -> refused;
            case Planning.Result.AtRest rest -> rest;
        };
    }

    private static Look migrated(Look look, String request) {
        return look.with(look.state().handled(look.state().handled().migrating(request)));
    }

    static Finding finding(Plan plan) {
        var first = plan.refusals().getFirst();
        return new Finding(first.reason(), first.path() + ": " + first.message());
    }

    static Look declared(Look look) {
        return look.with(look.state()
                .withOnly(
                        look.gathered().databases().stream().map(Database::name).toList()));
    }

    /**
     * A plan that waited or failed has become needless; a hold against another spec is over.
     *
     * @param unknown whether it could not be found out what is due in a database: then a plan that migrates stays
     */
    private static State rested(Look look, boolean unknown) {
        var state = look.state();
        var run = state.run()
                .filter(last -> last.state() == RunState.COMPLETED
                        || (last.migrates()
                                && (failedRequest(look, last)
                                        || isAsked(look, last)
                                        || (unknown && last.asked().isEmpty()))));
        var hold = state.hold()
                .filter(held -> held.against().equals(look.gathered().specHash()) && !look.retryIsNew());
        return Beginning.handled(state.with(run).holding(hold), look, Optional.empty());
    }

    /** Only another request tells whether it is still due: at rest nobody looks into such a database. */
    private static boolean failedRequest(Look look, Run run) {
        return run.state() == RunState.FAILED
                && look.gathered().databases().stream()
                        .anyMatch(database -> database.strategy() == MigrationStrategy.MANUAL
                                && run.asked().equals(Optional.of(database.name())));
    }
}
