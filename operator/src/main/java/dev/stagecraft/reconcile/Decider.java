package dev.stagecraft.reconcile;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.observe.DriftWatch;
import dev.stagecraft.reconcile.observe.Listing;
import dev.stagecraft.reconcile.observe.MachineWatch;
import dev.stagecraft.reconcile.preview.Remembered;
import dev.stagecraft.reconcile.preview.RollbackRequests;
import dev.stagecraft.reconcile.step.DriftCheck;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Outcomes;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.Sightings;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment;
import dev.stagecraft.status.Assessment.Finding;
import dev.stagecraft.status.Assessment.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides what happens next with a resource: go on with the plan that runs, give it up for another one, or make a new one. Does
 * not block: what takes time is asked of the watches, which wake the resource with the answer.
 */
final class Decider {
    /** A listing that was asked for this recently is good enough to plan with. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final MachineWatch machines;
    private final DriftWatch drift;
    private final Planning planning;
    private final Releases releases;
    private final Launching launching;
    private final RollbackRequests rollbacks;

    Decider(MachineWatch machines, DriftWatch drift, Planning planning, Releases releases, Launching launching) {
        this.machines = machines;
        this.drift = drift;
        this.planning = planning;
        this.releases = releases;
        this.launching = launching;
        this.rollbacks = new RollbackRequests(releases);
    }

    /** The resource is gone, and nothing that was seen of it is needed any more. */
    void forget(ResourceRef resource) {
        machines.forget(resource.uid());
        drift.forget(resource.uid());
        planning.forget(resource);
    }

    Decision decide(Look seen) {
        var look =
                repairing(seen.with(seen.state().handled(seen.state().handled().stillAsked(seen.requests()))));
        var rollback = rollbacks.asked(look.gathered().resource(), look.state(), look.requests());
        if (rollback.isPresent() && rollback.get().target().isEmpty()) {
            return Decision.of(look.state()).rejecting(rollback.get().missing());
        }
        var asked = rollback.flatMap(RollbackRequests.RollbackRequest::target);
        var running = look.state().run().filter(run -> run.state() == RunState.RUNNING);
        if (running.isPresent()) {
            boolean moved = asked.isPresent()
                    || !running.get().specHash().equals(look.gathered().specHash());
            if (!moved) {
                return look.gathered().spec().suspend() ? Decision.of(look.state()) : launching.next(look);
            }
            if (launching.executing(look)) {
                return Decision.of(look.state());
            }
            launching.forget(look, asked.isEmpty());
            look = look.with(givenBack(
                    Outcomes.supersede(look.state(), look.now(), "something else is wanted now"), running.get()));
        }
        return plan(look, asked);
    }

    /** A migration that was asked for and did not come to its end is asked for again. */
    private static State givenBack(State state, Run run) {
        return run.asked().isEmpty() ? state : state.handled(state.handled().givingBack());
    }

    /** With a retry, hosts that are known to differ count as not released to, so that the next plan brings them back. */
    private static Look repairing(Look look) {
        if (!look.retryIsNew()) {
            return look;
        }
        var differing = look.knownDrift().stream()
                .filter(item -> !item.kind().equals(DriftCheck.UNREACHABLE))
                .map(DriftCheck::host)
                .collect(Collectors.toSet());
        return look.with(look.state()
                .withHosts(look.state().hosts().stream()
                        .map(host -> differing.contains(host.name()) ? host.serving(Optional.empty()) : host)
                        .toList()));
    }

    private Decision plan(Look seen, Optional<ReleaseRecord> rollback) {
        var look = seen.with(
                Remembered.withoutForeignFailure(seen.state(), seen.gathered().specHash()));
        var intent = intent(look, rollback);
        // Nothing stands between a failed release and the one that worked.
        var request = look.requests()
                .newMigrate(look.state().handled())
                .filter(asked -> !(intent instanceof Intent.Rollback));
        if (request.isEmpty()) {
            return release(look, rollback);
        }
        boolean serves = intent instanceof Intent.Serve;
        return DatabasePlanning.Request.waiting(look, request.get(), serves)
                .map(waiting -> release(waiting, rollback))
                .orElseGet(() -> migrate(look, request.get(), serves));
    }

    /**
     * A migration that somebody asks for goes before a release, which may need it; one that needs what the release brings goes
     * after it.
     */
    private Decision migrate(Look look, String request, boolean serves) {
        return switch (planning.migrate(look, request)) {
            case Planning.Result.Refused(var handled, var why) -> over(handled).telling(why);
            case Planning.Result.Decided(var decision) ->
                serves && decision.trouble().isPresent() ? meanwhile(look, decision) : decision;
            case Planning.Result.Waiting(var decision) -> serves ? meanwhile(look, decision) : decision;
            case Planning.Result.Begun(var begun) -> launching.next(begun);
            case Planning.Result.AtRest(var done) -> over(done);
        };
    }

    /**
     * That the request is over is durable before the answers for a release are waited for: asked about the same database, they
     * take the place of the request's own, which the next look would ask for again, for ever.
     */
    private Decision over(Look handled) {
        var next = release(handled, Optional.empty());
        return next.undecided() ? Decision.of(handled.state()) : next;
    }

    /** What serves is looked after while the request waits for somebody, or for its database. */
    private Decision meanwhile(Look look, Decision waiting) {
        var upkeep = release(look.with(waiting.state()), Optional.empty());
        if (upkeep.undecided()) {
            return waiting;
        }
        var told = waiting.trouble().filter(why -> upkeep.trouble().isEmpty()).map(upkeep::troubled);
        return told.orElse(upkeep).stale(waiting.staleApproval());
    }

    private Decision release(Look look, Optional<ReleaseRecord> rollback) {
        var intent = intent(look, rollback);
        if (Remembered.blocking(look.state(), intent, look.retryIsNew()).isPresent()) {
            return Decision.of(look.state());
        }
        boolean rests = rests(look);
        var maxAge = rests ? look.gathered().spec().drift().every() : FRESH;
        var listing = machines.look(look.gathered(), look.state(), maxAge, rests);
        if (listing.isEmpty()) {
            return Decision.waiting(look.state());
        }
        return switch (listing.get()) {
            case Listing.Refused(var why) -> Decision.of(look.state()).rejecting(why);
            case Listing.Trouble(var why) -> Decision.of(look.state()).troubled(why);
            case Listing.Machines(var sightings, var account) -> withMachines(look, intent, sightings, account);
        };
    }

    /** At rest the cloud is asked once a drift interval; with something to do, just before it is planned. */
    private static boolean rests(Look look) {
        return look.state()
                        .run()
                        .filter(run -> (run.state() == RunState.COMPLETED || run.migrates())
                                && run.specHash().equals(look.gathered().specHash()))
                        .isPresent()
                && !look.looksAnew();
    }

    private static Intent intent(Look look, Optional<ReleaseRecord> rollback) {
        return Remembered.intent(look.state(), look.gathered(), look.retryIsNew(), rollback);
    }

    private Decision withMachines(
            Look look, Intent intent, List<Sightings.Sighting> sightings, Optional<String> account) {
        var cloud = look.gathered().cloud();
        var terms = new Sightings.Terms(look.retryIsNew(), cloud.ownsMachines(), look.now(), launching.createWindow());
        var result = Sightings.take(look.state(), look.gathered().hosts(), sightings, terms);
        return switch (result) {
            case Sightings.Result.Duplicate(var host, var ids) ->
                Decision.of(look.state())
                        .troubled(new Finding(
                                "DuplicateDroplet",
                                "host " + host + " has several machines: " + String.join(", ", ids)
                                        + "; nothing is done until all but one are deleted in the cloud by hand, then: "
                                        + command(look, "reconcile")));
            case Sightings.Result.Unreachable(var host) ->
                Decision.of(look.state())
                        .rejecting(new Finding(
                                "InvalidSpec",
                                cloud.path() + ".hosts." + host + ": host " + host
                                        + " is no longer declared and still serves a release; put its entry back until it is"
                                        + " cleared. If the machine is gone, then: "
                                        + command(look, "retry")));
            case Sightings.Result.AllGone(var known) ->
                Decision.of(look.state())
                        .troubled(new Finding(
                                "SuspiciousObservation",
                                "the cloud shows none of " + known
                                        + " known machines, which is what the token of another"
                                        + " team looks like; nothing is done. If they are gone indeed, run: "
                                        + command(look, "retry")));
            case Sightings.Result.Seen(var state) ->
                settle(
                        look,
                        planning.plan(look.with(account.map(state::inAccount).orElse(state)), intent));
        };
    }

    private static String command(Look look, String annotation) {
        var resource = look.gathered().resource();
        return new ResourceName(resource.namespace(), resource.name()).annotate(annotation, Assessment.NEW_TOKEN);
    }

    /** Where there is nothing to do, or only a migration waits for somebody, what runs is compared with what should. */
    private Decision settle(Look seen, Planning.Result result) {
        return switch (result) {
            case Planning.Result.Decided(var decision) -> decision;
            case Planning.Result.Waiting(var decision) -> compared(seen, decision);
            case Planning.Result.Begun(var look) -> launching.next(look);
            case Planning.Result.Refused(var look, var why) ->
                Decision.of(look.state()).rejecting(why);
            case Planning.Result.AtRest(var look) -> compared(seen, Decision.of(look.state()));
        };
    }

    private Decision compared(Look look, Decision decision) {
        var state = decision.state();
        var serving = state.history().serving();
        if (serving.isEmpty()) {
            return decision;
        }
        var gathered = look.gathered();
        if (look.looksAnew()) {
            drift.forget(gathered.resource().uid());
        }
        return decision.settled(drift.look(
                gathered,
                serving.get().id(),
                state.hosts(),
                () -> releases.stored(gathered.resource(), serving.get().id()),
                gathered.spec().drift().every()));
    }
}
