package dev.stagecraft.reconcile;

import dev.stagecraft.plan.Desired;
import dev.stagecraft.plan.Observed;
import dev.stagecraft.plan.ObservedHost;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.reconcile.observe.ImageWatch;
import dev.stagecraft.reconcile.observe.Pins;
import dev.stagecraft.release.Approval;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the plan for what is wanted, and begins it unless a person must agree first. */
final class Planning {
    private static final Duration PINS_KEPT = Duration.ofMinutes(1);

    private final ImageWatch images;
    private final Releases releases;
    private final String holder;

    Planning(ImageWatch images, Releases releases, String holder) {
        this.images = images;
        this.releases = releases;
        this.holder = holder;
    }

    /** What planning came to. */
    sealed interface Result {
        /** Nothing more to do in this look. */
        record Decided(Decision decision) implements Result {}

        /** The state now has a run; its first steps may begin. */
        record Begun(Look look) implements Result {}

        /** What is observed is what is wanted. */
        record AtRest(Look look) implements Result {}
    }

    /** What is to be served, and how the release for it is named. */
    private record Target(Served served, ReleaseTarget plan, Openings.Opening opening) {}

    Result plan(Look look, Intent intent) {
        return switch (intent) {
            case Intent.Deploy() -> deploy(look, intent);
            case Intent.Serve(var release) -> stored(look, intent, release, ReleaseTarget.Kind.SERVE);
            case Intent.Rollback(var to, var reason) -> stored(look, intent, to, ReleaseTarget.Kind.ROLLBACK);
            case Intent.Blocked(var failed) -> with(look, Optional.empty());
        };
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
                yield with(
                        look,
                        Optional.of(new Target(
                                served,
                                served.target(ReleaseTarget.Kind.DEPLOY, Optional.empty()),
                                new Openings.Opening(
                                        intent,
                                        served.version(),
                                        gathered.specHash(),
                                        gathered.specHash(),
                                        gathered.inputsHash(),
                                        new TreeMap<>(pinned)))));
            }
        };
    }

    private Result stored(Look look, Intent intent, ReleaseRecord release, ReleaseTarget.Kind kind) {
        var id = kind == ReleaseTarget.Kind.SERVE ? release.id() : release.inputsOf();
        var served = releases.stored(look.gathered().resource(), id)
                .or(() -> releases.stored(look.gathered().resource(), release.inputsOf()));
        if (served.isEmpty()) {
            return new Result.Decided(Decision.of(look.state())
                    .troubled(new Finding(
                            "ReleaseNotFound",
                            "release " + id
                                    + " or its environment is no longer stored; change the spec to release anew")));
        }
        var target = served.get().target(kind, Optional.of(kind == ReleaseTarget.Kind.SERVE ? release.id() : id));
        return with(
                look,
                Optional.of(new Target(
                        served.get(),
                        target,
                        new Openings.Opening(
                                intent,
                                release.version(),
                                look.gathered().specHash(),
                                release.specHash(),
                                release.inputsHash(),
                                release.images()))));
    }

    private Result with(Look look, Optional<Target> target) {
        var plan = Planner.plan(desired(look.gathered(), target.map(Target::plan)), observed(look.state()));
        if (!plan.refusals().isEmpty()) {
            var first = plan.refusals().getFirst();
            return new Result.Decided(Decision.of(look.state())
                    .rejecting(new Finding(first.reason(), first.path() + ": " + first.message())));
        }
        if (plan.isEmpty()) {
            return new Result.AtRest(look.with(rested(look)));
        }
        var opening = target.map(Target::opening)
                .orElseGet(() -> new Openings.Opening(
                        new Intent.Deploy(), "", look.gathered().specHash(), "", "", new TreeMap<>()));
        return begin(look, plan, opening);
    }

    /** A plan that waited has become needless; a hold against another spec is over. */
    private static State rested(Look look) {
        var state = look.state();
        var run = state.run().filter(waiting -> waiting.state() != RunState.AWAITING_APPROVAL);
        var hold = state.hold()
                .filter(held -> held.against().equals(look.gathered().specHash()) && !look.retryIsNew());
        return handled(state.with(run).holding(hold), look, Optional.empty());
    }

    private Result begin(Look look, Plan plan, Openings.Opening opening) {
        var approved = look.approvals().stream().filter(plan.id()::equals).findFirst();
        var policy = Approval.of(look.gathered().spec().approval().policy());
        if (look.gathered().spec().suspend()) {
            return new Result.Decided(Decision.of(look.state()));
        }
        if (policy.holdsBack(plan, approved)) {
            var stale = approved.isPresent()
                    ? Optional.<String>empty()
                    : look.approvals().stream().findFirst();
            var waiting = Openings.await(look.state(), plan, look.gathered().specHash(), holder(look, plan));
            return new Result.Decided(Decision.of(waiting)
                    .stale(stale.filter(id -> !look.state().handled().approve().equals(Optional.of(id)))));
        }
        var begun = Openings.begin(look.state(), plan, opening, holder, look.now());
        return new Result.Begun(look.with(handled(begun, look, approved)));
    }

    /** A waiting plan is not rewritten because another process looks at it. */
    private String holder(Look look, Plan plan) {
        return look.state()
                .run()
                .filter(run -> run.planId().equals(plan.id()))
                .map(run -> run.holder())
                .orElse(holder);
    }

    private static State handled(State state, Look look, Optional<String> approved) {
        var asked = look.requests();
        return state.handled(new Requests(
                approved.or(() -> state.handled().approve()),
                asked.rollbackTo(),
                asked.specRollbackTo(),
                asked.retry().or(() -> state.handled().retry()),
                asked.reconcile().or(() -> state.handled().reconcile())));
    }

    static Desired desired(Gathered gathered, Optional<ReleaseTarget> release) {
        var project = gathered.spec().project();
        return new Desired(
                gathered.resource().uid(),
                project == null ? "" : project.name(),
                gathered.spec().environment(),
                gathered.cloud().ownsMachines(),
                gathered.hosts(),
                gathered.specHash(),
                release,
                Math.max(1, gathered.spec().rollout().batch()));
    }

    static Observed observed(State state) {
        return new Observed(
                state.hosts().stream()
                        .map(host -> new ObservedHost(
                                host.name(),
                                host.role(),
                                host.machineId(),
                                host.size(),
                                host.region(),
                                host.protect(),
                                host.state() == HostState.READY,
                                host.release()))
                        .toList(),
                state.history().serving().map(ReleaseRecord::id));
    }
}
