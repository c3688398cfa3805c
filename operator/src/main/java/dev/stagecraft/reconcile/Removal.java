package dev.stagecraft.reconcile;

import dev.stagecraft.plan.Planner;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.observe.Listing;
import dev.stagecraft.reconcile.observe.MachineWatch;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.Outcomes;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes away what a deleted resource owns: its machines, or its containers on hosts that were only borrowed. Protected hosts
 * stay. A removal that failed is tried again, because nobody can edit a deleted resource into health at night.
 */
final class Removal {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final String SPEC_HASH = "removal";

    private final MachineWatch machines;
    private final Launching launching;

    Removal(MachineWatch machines, Launching launching) {
        this.machines = machines;
        this.launching = launching;
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
            launching.forget(look);
        }
        if (!look.gathered().cloud().ownsMachines()
                && removing.filter(active -> active.state() == RunState.COMPLETED)
                        .isPresent()) {
            // A borrowed machine is listed for ever; that each was cleared is all there is to know.
            return Decision.of(look.state().with(Optional.<Run>empty())).settled(Optional.empty());
        }
        var state = removing.isPresent()
                ? look.state()
                : Outcomes.supersede(look.state(), look.now(), "the resource was deleted");
        return list(look.with(state));
    }

    private Decision list(Look look) {
        var gathered = look.gathered();
        var listing = machines.look(gathered, look.state(), FRESH, false);
        if (listing.isEmpty()) {
            return Decision.waiting(look.state());
        }
        return switch (listing.get()) {
            case Listing.Refused(var why) -> Decision.of(look.state()).troubled(escape(why));
            case Listing.Trouble(var why) -> Decision.of(look.state()).troubled(escape(why));
            case Listing.Machines(var sightings) -> {
                var hosts = sightings.stream()
                        .map(seen -> look.state()
                                .host(seen.host())
                                .filter(host -> host.machineId()
                                        .equals(Optional.of(seen.machine().id())))
                                .orElseGet(
                                        () -> HostRecord.named(seen.host(), seen.role(), protect(gathered, seen.host()))
                                                .machine(HostState.CREATED, seen.machine())))
                        .toList();
                yield begin(look, look.state().withHosts(hosts));
            }
        };
    }

    private static boolean protect(Gathered gathered, String host) {
        return gathered.hosts().stream().anyMatch(target -> target.name().equals(host) && target.protect());
    }

    private Decision begin(Look look, State state) {
        var plan = Planner.removal(Planning.desired(look.gathered(), Optional.empty()), Planning.observed(state));
        if (plan.isEmpty()) {
            return Decision.of(state.with(Optional.<Run>empty())).settled(Optional.empty());
        }
        var opening = new Openings.Opening(new Intent.Deploy(), "", SPEC_HASH, "", "", Optional.empty(), new TreeMap<>());
        return launching.next(look.with(Openings.begin(state, plan, opening, launching.holder(), look.now())));
    }

    private static Finding escape(Finding why) {
        return new Finding(
                why.reason(),
                why.message() + "; to let the resource go and keep its machines, set spec.deletionPolicy to Retain");
    }
}
