package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.reconcile.gather.GatherResult;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.preview.RequestReading;
import dev.stagecraft.release.Hold;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.ReleaseType;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import java.util.Optional;

/**
 * What goes on while a source cannot be read: the spec is taken for the one that was decided on last, and what it would serve from
 * the source for what is stored of its release. So a rollout is finished, what serves is looked after, and a release is rolled back;
 * nothing new is released.
 */
final class WithoutSource {
    private final Gatherer gatherer;
    private final Releases releases;

    WithoutSource(Gatherer gatherer, Releases releases) {
        this.gatherer = gatherer;
        this.releases = releases;
    }

    /** Empty where not enough is known, or where somebody asks for the source to be read. */
    Optional<Gathered> gathered(Stagecraft resource, State state) {
        if (state.source().isEmpty()
                || !RequestReading.occasion(resource, state).isEmpty()) {
            return Optional.empty();
        }
        return state.history()
                .latest()
                .filter(latest -> isSettled(state, latest))
                .flatMap(latest -> gathered(resource, state, latest));
    }

    /** A release that was given up would be taken up again, and one that is still to be built needs its source. */
    private static boolean isSettled(State state, ReleaseRecord latest) {
        return switch (latest.state()) {
            case SUCCEEDED ->
                latest.type() == ReleaseType.DEPLOY || state.hold().isPresent();
            case FAILED -> state.history().serving().isPresent();
            case RUNNING -> latest.pinned() && runs(state, latest);
            case SUPERSEDED -> false;
        };
    }

    private static boolean runs(State state, ReleaseRecord release) {
        return state.run()
                .filter(run -> run.state() == RunState.RUNNING && run.release().equals(Optional.of(release.id())))
                .isPresent();
    }

    private Optional<Gathered> gathered(Stagecraft resource, State state, ReleaseRecord latest) {
        var base = latest.state() == ReleaseState.RUNNING
                ? Optional.of(latest)
                : state.history().serving();
        var specHash = state.hold().map(Hold::against).orElse(latest.specHash());
        return base.flatMap(release -> releases.stored(Gatherer.ref(resource), release))
                .map(stored -> gatherer.gatherStored(
                        resource, stored.served(), state.source().orElseThrow(), specHash, latest.inputsHash()))
                .flatMap(result -> result instanceof GatherResult.Complete(var gathered)
                        ? Optional.of(gathered)
                        : Optional.empty());
    }
}
