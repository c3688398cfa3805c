package dev.stagecraft.reconcile;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.observe.ImageWatch;
import dev.stagecraft.reconcile.observe.Pins;
import dev.stagecraft.reconcile.preview.ReleasePlans;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
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
    private final ReleasePlans plans;
    private final Beginning beginning;
    private final MigrationPlanning migrations;

    Planning(ImageWatch images, DatabasePlanning databases, Releases releases, String holder) {
        this.images = images;
        this.databases = databases;
        this.releases = releases;
        this.plans = new ReleasePlans(releases);
        this.beginning = new Beginning(holder);
        this.migrations = new MigrationPlanning(databases, beginning);
    }

    /** What planning came to. */
    sealed interface Result {
        /** Nothing more to do in this look. */
        record Decided(Decision decision) implements Result {}

        /** What serves is what is wanted, and a migration beside it waits until somebody agrees. */
        record Waiting(Decision decision) implements Result {}

        /** The state now has a run; its first steps may begin. */
        record Begun(Look look) implements Result {}

        /** What somebody asked for cannot be done, and is not asked for any more. */
        record Refused(Look look, Finding why) implements Result {}

        /** What is observed is what is wanted. */
        record AtRest(Look look) implements Result {}
    }

    /** What is to be served, and how the release for it is named. */
    private record Target(ReleaseTarget plan, Openings.Opening opening, List<BuildTarget> made) {}

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
            case Pins.Pinned(var pinned, var made) -> {
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
                                        new TreeMap<>(pinned)),
                                made));
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
                                    + " or its environment is no longer stored, or is not what it was, so its hosts cannot be compared with"
                                    + " it; change the spec to release anew")));
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
                                Migrations.sources(release)),
                        List.of()),
                List.of());
    }

    /** What somebody asks for by annotation, once. */
    Result migrate(Look look, String request) {
        return migrations.migrate(look, request);
    }

    private Result withDatabases(Look look, Target target) {
        return switch (databases.forRelease(look, target.opening().images())) {
            case DatabasePlanning.Result.Unknown(var decision, var database) -> new Result.Decided(decision);
            case DatabasePlanning.Result.Known(var known, var found) ->
                with(known, new Target(target.plan(), target.opening().reading(sources(found)), target.made()), found);
        };
    }

    private static SortedMap<String, String> sources(List<DatabaseTarget> databases) {
        var sources = new TreeMap<String, String>();
        databases.forEach(database -> database.source().ifPresent(source -> sources.put(database.name(), source)));
        return sources;
    }

    private Result with(Look seen, Target target, List<DatabaseTarget> migrated) {
        var look = MigrationPlanning.declared(seen);
        var wanted = new ReleasePlans.Wanted(target.plan(), target.opening().intent(), target.made(), migrated);
        var plan = plans.plan(look.gathered(), look.state(), wanted);
        if (!plan.refusals().isEmpty()) {
            return new Result.Decided(Decision.of(look.state()).rejecting(MigrationPlanning.finding(plan)));
        }
        return plan.isEmpty()
                ? migrations.atRest(look, target.opening())
                : beginning.begin(look, plan, target.opening());
    }
}
