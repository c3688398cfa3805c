package dev.stagecraft.reconcile;

import dev.stagecraft.plan.Planner;
import dev.stagecraft.reconcile.gather.GatherResult;
import dev.stagecraft.reconcile.observe.Listing;
import dev.stagecraft.reconcile.observe.MachineWatch;
import dev.stagecraft.reconcile.preview.PlanInputs;
import dev.stagecraft.reconcile.preview.RequestReading;
import dev.stagecraft.reconcile.step.StepSettings;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.Outcomes;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.Sightings.Sighting;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes away what a deleted resource owns: its machines, or its containers on hosts that were only borrowed. Protected hosts
 * stay. A removal that failed is tried again after a while, because nobody can edit a deleted resource into health at night.
 */
final class Removal {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final String SPEC_HASH = "removal";

    private final MachineWatch machines;
    private final Launching launching;
    private final StepSettings settings;

    Removal(MachineWatch machines, Launching launching, StepSettings settings) {
        this.machines = machines;
        this.launching = launching;
        this.settings = settings;
    }

    /** What is next; settled when nothing is left that this resource owns. */
    Decision decide(Look look) {
        var run = look.state().run();
        var removing = run.filter(active -> active.specHash().equals(SPEC_HASH));
        if (removing.filter(active -> active.state() == RunState.RUNNING).isPresent()) {
            return launching.next(look);
        }
        if (launching.executing(look)) {
            return Decision.of(look.state());
        }
        if (run.isPresent() && removing.isEmpty()) {
            launching.forget(look, false);
        }
        if (!look.gathered().cloud().ownsMachines()
                && removing.filter(active -> active.state() == RunState.COMPLETED)
                        .isPresent()) {
            // A borrowed machine is listed for ever; that each was cleared is all there is to know.
            return Decision.of(look.state().with(Optional.<Run>empty())).settled(Optional.empty());
        }
        var failure = removing.flatMap(Run::failure);
        if (failure.isPresent() && rest(look).isPresent()) {
            return resting(look, new Finding(reason(failure.get()), words(failure.get())));
        }
        var state = removing.isPresent()
                ? look.state()
                : Outcomes.supersede(look.state(), look.now(), "the resource was deleted");
        return list(look.with(state));
    }

    /** Ends what the resource had begun elsewhere, where its machines and containers stay. */
    void leave(GatherResult gathered, State state) {
        if (gathered instanceof GatherResult.Complete(var found)) {
            launching.abandon(found, state);
        }
    }

    /** What to do about a removal that is refused. */
    static Finding hint(Finding why) {
        return new Finding(
                why.reason(),
                why.message() + "; the machines cannot be deleted like this. To let the resource go and keep them, set"
                        + " spec.deletionPolicy to Retain");
    }

    private static String reason(StepProgress step) {
        return step.reason().isEmpty() ? "StepFailed" : step.reason();
    }

    private static String words(StepProgress step) {
        return step.description() + " failed: " + step.message();
    }

    /** How long the next removal has to wait after the last one; a retry that is asked for waits no longer. */
    private Optional<Duration> rest(Look look) {
        return look.state().run().stream()
                .flatMap(run -> run.steps().stream())
                .flatMap(step -> step.finishedAt().stream())
                .max(Instant::compareTo)
                .map(ended -> Duration.between(look.now(), ended.plus(settings.backoffMax())))
                .filter(Duration::isPositive)
                .filter(left -> !look.retryIsNew());
    }

    private Decision resting(Look look, Finding why) {
        var again = "; it is tried again every " + settings.backoffMax().toSeconds() + " s, and at once for another "
                + RequestReading.PREFIX + "retry";
        return Decision.of(look.state())
                .troubled(escape(new Finding(why.reason(), why.message() + again)))
                .again(rest(look).orElse(Duration.ZERO));
    }

    private Decision list(Look look) {
        var listing = machines.lookEveryWay(look.gathered(), look.state(), maxAge(look));
        if (listing.isEmpty()) {
            return Decision.waiting(look.state());
        }
        return switch (listing.get()) {
            case Listing.Refused(var why) -> Decision.of(look.state()).troubled(escape(why));
            case Listing.Trouble(var why) -> Decision.of(look.state()).troubled(escape(why));
            case Listing.Machines(var sightings, var account) -> judge(look, sightings, account);
        };
    }

    /** A listing from before the last create had to be in it proves nothing. */
    private Duration maxAge(Look look) {
        return look.state().hosts().stream()
                .filter(host -> host.machineId().isEmpty())
                .flatMap(host -> host.createRequestedAt().stream())
                .max(Instant::compareTo)
                .map(at -> Duration.between(at.plus(settings.createWindow()), look.now()))
                .filter(since -> !since.isNegative() && since.compareTo(FRESH) < 0)
                .orElse(FRESH);
    }

    private Decision judge(Look look, List<Sighting> sightings, Optional<String> account) {
        if (RemovalHosts.isSuspicious(look, sightings, account)) {
            return Decision.of(look.state())
                    .troubled(escape(new Finding(
                            "SuspiciousObservation",
                            "the cloud shows none of the known machines, and the token is not known to be of the"
                                    + " account that they were made in; nothing is done. Put that account's token back, or"
                                    + " ask for a retry if they are gone indeed")));
        }
        var unconfirmed = RemovalHosts.unconfirmed(look, sightings, settings.createWindow());
        var state = look.state().withHosts(RemovalHosts.hosts(look, sightings, unconfirmed));
        return unconfirmed.isEmpty() ? begin(look, state) : awaiting(look, state, unconfirmed);
    }

    private Decision awaiting(Look look, State state, List<HostRecord> unconfirmed) {
        var until = unconfirmed.stream()
                .flatMap(host -> host.createRequestedAt().stream())
                .max(Instant::compareTo)
                .orElse(look.now())
                .plus(settings.createWindow());
        var names = String.join(", ", unconfirmed.stream().map(HostRecord::name).toList());
        return Decision.of(state)
                .troubled(escape(new Finding(
                        "CreateUnconfirmed",
                        "a machine was asked for and may still turn up for host " + names
                                + "; it is waited for, so that it does not stay behind")))
                .again(Duration.between(look.now(), until).plusMillis(1));
    }

    private Decision begin(Look look, State state) {
        var plan = Planner.removal(
                PlanInputs.desired(look.gathered(), Optional.empty()),
                PlanInputs.observed(state, List.of(), List.of()));
        if (plan.isEmpty()) {
            return Decision.of(state.with(Optional.<Run>empty())).settled(Optional.empty());
        }
        var rest = rest(look);
        if (rest.isPresent()) {
            var why = new Finding("Deleting", "the cloud still lists the machines that were deleted, or lists others");
            return resting(look, why).again(rest.get().compareTo(FRESH) < 0 ? rest.get() : FRESH);
        }
        var opening =
                new Openings.Opening(new Intent.Deploy(), "", SPEC_HASH, "", "", Optional.empty(), new TreeMap<>());
        var begun = Openings.begin(handled(look, state), plan, opening, launching.holder(), look.now());
        return launching.next(look.with(begun));
    }

    private static State handled(Look look, State state) {
        var before = state.handled();
        return state.handled(new Requests(
                before.approve(),
                before.rollbackTo(),
                before.specRollbackTo(),
                look.requests().retry().or(before::retry),
                before.reconcile(),
                before.migrate(),
                before.migrated()));
    }

    private static Finding escape(Finding why) {
        return new Finding(
                why.reason(),
                why.message() + "; to let the resource go and keep its machines, set spec.deletionPolicy to Retain");
    }
}
