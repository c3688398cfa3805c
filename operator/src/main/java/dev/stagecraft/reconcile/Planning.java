package dev.stagecraft.reconcile;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.plan.AppliedSince;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.ServiceTarget;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.observe.ImageWatch;
import dev.stagecraft.reconcile.observe.Pins;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the plan for what is wanted, and begins it unless a person must agree first. */
final class Planning {
    private static final Duration PINS_KEPT = Duration.ofMinutes(1);

    private final ImageWatch images;
    private final DatabasePlanning databases;
    private final Releases releases;
    private final Beginning beginning;

    Planning(ImageWatch images, DatabasePlanning databases, Releases releases, String holder) {
        this.images = images;
        this.databases = databases;
        this.releases = releases;
        this.beginning = new Beginning(holder);
    }

    /** What planning came to. */
    sealed interface Result {
        /** Nothing more to do in this look. */
        record Decided(Decision decision) implements Result {}

        /** The state now has a run; its first steps may begin. */
        record Begun(Look look) implements Result {}

        /** What somebody asked for cannot be done, and is not asked for any more. */
        record Refused(Look look, Finding why) implements Result {}

        /** What is observed is what is wanted. */
        record AtRest(Look look) implements Result {}
    }

    /** What is to be served, and how the release for it is named. */
    private record Target(ReleaseTarget plan, Openings.Opening opening) {}

    void forget(ResourceRef resource) {
        images.forget(resource.uid());
        databases.forget(resource);
    }

    Result plan(Look look, Intent intent) {
        return switch (intent) {
            case Intent.Deploy() -> deploy(look, intent);
            case Intent.Serve(var release) -> stored(look, intent, release, ReleaseTarget.Kind.SERVE);
            case Intent.Rollback(var to, var reason) -> stored(look, intent, to, ReleaseTarget.Kind.ROLLBACK);
            case Intent.Blocked(var failed) -> new Result.Decided(Decision.of(blocked(look, failed)));
        };
    }

    /** Nothing is done, and what failed stays the plan on show, also where its own was replaced or lost since. */
    private static State blocked(Look look, ReleaseRecord failed) {
        return look.state().with(Optional.of(Run.failed(failed, look.gathered().specHash())));
    }

    private Result deploy(Look look, Intent intent) {
        var pins = images.look(look.gathered(), PINS_KEPT);
        if (pins.isEmpty()) {
            return new Result.Decided(Decision.waiting(look.state()));
        }
        return switch (pins.get()) {
            case Pins.Refused(var why) ->
                new Result.Decided(Decision.of(look.state()).rejecting(why));
            case Pins.Trouble(var why) ->
                new Result.Decided(Decision.of(look.state()).troubled(why));
            case Pins.Pinned(var pinned) -> {
                var gathered = look.gathered();
                var served = Releases.fresh(gathered, pinned);
                yield withDatabases(
                        look,
                        new Target(
                                served.target(ReleaseTarget.Kind.DEPLOY, Optional.empty()),
                                new Openings.Opening(
                                        intent,
                                        served.version(),
                                        gathered.specHash(),
                                        gathered.specHash(),
                                        gathered.inputsHash(),
                                        Optional.empty(),
                                        new TreeMap<>(pinned))));
            }
        };
    }

    private Result stored(Look look, Intent intent, ReleaseRecord release, ReleaseTarget.Kind kind) {
        var stored = releases.stored(look.gathered().resource(), release);
        if (stored.isEmpty()) {
            return new Result.Decided(Decision.of(look.state())
                    .rejecting(new Finding(
                            "ReleaseNotFound",
                            "release " + release.id()
                                    + " or its environment is no longer stored, so its hosts cannot be compared with it;"
                                    + " change the spec to release anew")));
        }
        boolean opens = kind == ReleaseTarget.Kind.ROLLBACK;
        var id = opens ? stored.get().id() : release.id();
        return with(
                look,
                new Target(
                        stored.get().served().target(kind, Optional.of(id)),
                        new Openings.Opening(
                                intent,
                                release.version(),
                                look.gathered().specHash(),
                                release.specHash(),
                                release.inputsHash(),
                                opens ? Optional.of(id) : Optional.empty(),
                                release.images(),
                                Migrations.sources(release))),
                List.of());
    }

    private Result withDatabases(Look look, Target target) {
        return switch (databases.forRelease(look, target.opening().images())) {
            case DatabasePlanning.Result.Unknown(var decision, var database) -> new Result.Decided(decision);
            case DatabasePlanning.Result.Known(var known, var found) ->
                with(known, new Target(target.plan(), target.opening().reading(sources(found))), found);
        };
    }

    private static SortedMap<String, String> sources(List<DatabaseTarget> databases) {
        var sources = new TreeMap<String, String>();
        databases.forEach(database -> database.source().ifPresent(source -> sources.put(database.name(), source)));
        return sources;
    }

    private Result with(Look seen, Target target, List<DatabaseTarget> migrated) {
        var look = declared(seen);
        var wanted = target.plan();
        var plan = Planner.plan(
                PlanInputs.desired(look.gathered(), Optional.of(wanted)).migrating(migrated),
                PlanInputs.observed(look.state(), services(look, wanted), since(look, target)));
        if (!plan.refusals().isEmpty()) {
            return new Result.Decided(Decision.of(look.state()).rejecting(finding(plan)));
        }
        return plan.isEmpty() ? atRest(look, target) : beginning.begin(look, plan, target.opening());
    }

    private static Look declared(Look look) {
        return look.with(look.state()
                .withOnly(
                        look.gathered().databases().stream().map(Database::name).toList()));
    }

    private static List<AppliedSince> since(Look look, Target target) {
        return target.opening().intent() instanceof Intent.Rollback(var to, var reason)
                ? Migrations.since(look.state(), to)
                : List.of();
    }

    /** The release serves: what it leaves to a plan of its own may be due. */
    private Result atRest(Look look, Target target) {
        if (!target.opening().inputsHash().equals(look.gathered().inputsHash())) {
            // What serves holds against the spec, and so against the spec's migrations.
            return new Result.AtRest(look.with(rested(look, false)));
        }
        var inputs = new DatabasePlanning.Inputs(
                target.opening().images(), target.opening().sources());
        return switch (databases.atRest(look, inputs)) {
            case DatabasePlanning.Result.Unknown(var decision, var database) -> {
                var why = decision.rejection().or(decision::trouble).map(Finding::message);
                // Nothing that serves depends on the answer, and no plan is given up for want of one.
                var noted = why.map(words -> DatabasePlanning.noting(look, database, words))
                        .orElse(look);
                yield decision.undecided()
                        ? new Result.Decided(decision)
                        : new Result.AtRest(noted.with(rested(noted, true)));
            }
            case DatabasePlanning.Result.Known(var known, var found) -> {
                var plan = Planner.migrations(
                        PlanInputs.desired(look.gathered(), Optional.empty()).migrating(found),
                        PlanInputs.observed(look.state(), List.of(), List.of()));
                var noted = DatabasePlanning.noted(known, plan, found);
                yield plan.isEmpty() || !plan.refusals().isEmpty()
                        ? new Result.AtRest(
                                noted.with(rested(noted, !plan.refusals().isEmpty())))
                        : beginning.begin(noted, plan, target.opening());
            }
        };
    }

    /** What somebody asks for by annotation, once. */
    Result migrate(Look seen, String request) {
        var look = declared(seen);
        var asked = DatabasePlanning.Request.read(look, request);
        if (asked.database().isEmpty()) {
            return new Result.Refused(migrated(look, request), asked.refused());
        }
        var serving = look.state().history().serving();
        var images = serving.map(ReleaseRecord::images).orElseGet(TreeMap::new);
        return switch (databases.one(look, asked.database().get(), images)) {
            case DatabasePlanning.Result.Unknown(var decision, var database) ->
                decision.rejection()
                        .<Result>map(why -> refused(look, asked.database().get(), request, why))
                        .orElseGet(() -> new Result.Decided(decision));
            case DatabasePlanning.Result.Known(var known, var found) -> {
                var plan = Planner.migrations(
                        PlanInputs.desired(look.gathered(), Optional.empty()).migrating(found),
                        PlanInputs.observed(look.state(), List.of(), List.of()));
                if (!plan.refusals().isEmpty()) {
                    yield refused(known, asked.database().get(), request, finding(plan));
                }
                var noted = DatabasePlanning.noted(known, plan, found);
                yield plan.isEmpty()
                        ? new Result.AtRest(needless(migrated(noted, request)))
                        : beginAsked(noted, plan, request);
            }
        };
    }

    /** Where nothing is due, a migration that waited or failed has become needless. */
    private static Look needless(Look look) {
        return look.with(look.state().with(look.state().run().filter(run -> !run.migrates())));
    }

    /** The request is over: what else the resource wants does not wait for it. */
    private static Result refused(Look look, Database database, String request, Finding why) {
        var words = why.message() + "; nothing of request " + request
                + " was run: when that is put right, ask again with another token";
        return new Result.Refused(
                DatabasePlanning.noting(migrated(look, request), database, words), new Finding(why.reason(), words));
    }

    private Result beginAsked(Look look, Plan plan, String request) {
        var hash = look.gathered().specHash();
        var opening = new Openings.Opening(new Intent.Deploy(), "", hash, hash, "", Optional.empty(), new TreeMap<>());
        return switch (beginning.begin(look, plan, opening)) {
            case Result.Begun(var begun) -> {
                // A retry, and whatever else is asked for, still stands.
                var handled = look.state()
                        .handled()
                        .approving(begun.state().handled().approve());
                yield new Result.Begun(migrated(begun.with(begun.state().handled(handled)), request));
            }
            case Result.Decided decided -> decided;
            case Result.Refused refused -> refused;
            case Result.AtRest rest -> rest;
        };
    }

    private static Look migrated(Look look, String request) {
        return look.with(look.state().handled(look.state().handled().migrating(request)));
    }

    private static Finding finding(Plan plan) {
        var first = plan.refusals().getFirst();
        return new Finding(first.reason(), first.path() + ": " + first.message());
    }

    /** What the serving release runs, which is read from its object unless it is what is wanted. */
    private List<ServiceTarget> services(Look look, ReleaseTarget wanted) {
        var serving = look.state().history().serving();
        if (serving.isEmpty()) {
            return List.of();
        }
        var id = serving.get().id();
        return Optional.of(wanted)
                .filter(target -> target.release().equals(Optional.of(id)))
                .or(() -> releases.stored(look.gathered().resource(), id)
                        .map(served -> served.target(ReleaseTarget.Kind.SERVE, Optional.of(id))))
                .map(ReleaseTarget::services)
                .orElse(List.of());
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
                        || (last.migrates() && (failedRequest(look, last) || (unknown && last.asked().isEmpty()))));
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
