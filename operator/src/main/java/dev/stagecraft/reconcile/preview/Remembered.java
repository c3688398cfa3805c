package dev.stagecraft.reconcile.preview;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Intents;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.StateReading;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known of a resource before anybody looks at the world, and what follows from it. */
public final class Remembered {
    private Remembered() {}

    /**
     * What status remembers; where it was lost, what the release objects do. Nobody knows then which requests were handled. What
     * stands on the resource was there before, so it counts as handled rather than being obeyed twice.
     */
    public static State of(Stagecraft resource, Releases releases) {
        var state = StateReading.read(resource.getStatus());
        if (resource.getStatus().observedGeneration() >= 0) {
            return state;
        }
        var told = releases.told(Gatherer.ref(resource));
        return told.history().releases().isEmpty()
                ? state
                : state.with(told.history())
                        .holding(told.hold())
                        .releasing(told.source())
                        .handled(RequestReading.read(resource));
    }

    /**
     * What is to be served.
     *
     * @param retry whether somebody asks to try again what failed
     * @param rollback the release that somebody asks for, which is stored
     */
    public static Intent intent(State state, Gathered gathered, boolean retry, Optional<ReleaseRecord> rollback) {
        var spec = gathered.spec();
        var served = gathered.hosts().stream()
                .filter(host -> gathered.roleOrder().contains(host.role()))
                .map(HostTarget::name)
                .collect(Collectors.toSet());
        var wanted = new Intents.Wanted(
                gathered.specHash(),
                gathered.inputsHash(),
                spec.rollout().onFailure().equals("RollbackAll"),
                served);
        return retry && rollback.isEmpty() ? Intents.retry(state, wanted) : Intents.decide(state, wanted, rollback);
    }

    /** A plan that failed for another spec is of no account for this one. */
    public static State withoutForeignFailure(State state, String specHash) {
        return state.with(state.run()
                .filter(last ->
                        last.state() != RunState.FAILED || last.specHash().equals(specHash)));
    }

    /**
     * The plan that failed and keeps another from being made: none is for the same spec until somebody asks; a rollback is
     * another plan. A migration beside the releases that failed keeps nobody from looking after what serves.
     *
     * @param state without the failure of another spec
     */
    public static Optional<Run> blocking(State state, Intent intent, boolean retry) {
        return state.run()
                .filter(run -> run.state() == RunState.FAILED)
                .filter(run -> !(intent instanceof Intent.Serve && run.migrates()))
                .filter(run -> !(intent instanceof Intent.Rollback) && !retry);
    }
}
