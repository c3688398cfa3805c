package dev.stagecraft.release;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.StepKind;
import java.util.Optional;
import java.util.Set;

/** Decides what is to be served. The rules and their order are those of the rollback page in spec/. */
public final class Intents {
    private Intents() {}

    /**
     * What is wanted now.
     *
     * @param specHash the fingerprint of the normalised spec and all it refers to
     * @param inputsHash the fingerprint of what a release of it would serve, without image digests
     * @param rollbackOnFailure whether a release that failed on the hosts is rolled back by itself
     * @param servedHosts the names of the declared hosts whose role has services
     */
    public record Wanted(String specHash, String inputsHash, boolean rollbackOnFailure, Set<String> servedHosts) {
        public Wanted {
            servedHosts = Set.copyOf(servedHosts);
        }
    }

    /** The intent, first rule first. A rollback that was asked for must have been checked to exist. */
    public static Intent decide(State state, Wanted wanted, Optional<ReleaseRecord> askedRollback) {
        if (askedRollback.isPresent()) {
            return new Intent.Rollback(askedRollback.get(), Intent.Rollback.ASKED);
        }
        var held = held(state, wanted);
        if (held.isPresent()) {
            return switch (held.get().state()) {
                case SUCCEEDED -> new Intent.Serve(held.get());
                case FAILED -> new Intent.Blocked(held.get());
                // It was given up for another spec; now that this one is back, it is wanted again.
                case RUNNING, SUPERSEDED -> again(state, held.get());
            };
        }
        var serving = state.history().serving();
        var latest = state.history().latest();
        if (serving.filter(release -> release.inputsHash().equals(wanted.inputsHash()))
                        .isPresent()
                && !failedFor(latest, wanted)) {
            return new Intent.Serve(serving.get());
        }
        if (failedFor(latest, wanted)) {
            return afterFailure(state, latest.orElseThrow(), wanted);
        }
        return new Intent.Deploy();
    }

    /** The intent when somebody asks for a retry: a rollback that failed is repeated; else no hold and no failure counts. */
    public static Intent retry(State state, Wanted wanted) {
        var failed = held(state, wanted).filter(release -> release.state() != ReleaseState.SUCCEEDED);
        if (failed.isPresent()) {
            return again(state, failed.get());
        }
        return state.history()
                .serving()
                .filter(release -> release.inputsHash().equals(wanted.inputsHash()))
                .<Intent>map(Intent.Serve::new)
                .orElseGet(Intent.Deploy::new);
    }

    private static Optional<ReleaseRecord> held(State state, Wanted wanted) {
        return state.hold()
                .filter(hold -> hold.against().equals(wanted.specHash()))
                .flatMap(hold -> state.history().find(hold.serving()));
    }

    private static Intent again(State state, ReleaseRecord rollback) {
        return new Intent.Rollback(
                state.history().find(rollback.inputsOf()).orElse(rollback),
                state.hold().map(Hold::reason).orElse(Intent.Rollback.ASKED));
    }

    /** A rollback that failed says nothing of the old spec it carries: that one may be served again. */
    private static boolean failedFor(Optional<ReleaseRecord> latest, Wanted wanted) {
        return latest.filter(release -> release.state() == ReleaseState.FAILED
                        && release.type() == ReleaseType.DEPLOY
                        && release.specHash().equals(wanted.specHash()))
                .isPresent();
    }

    private static Intent afterFailure(State state, ReleaseRecord failed, Wanted wanted) {
        var good = state.history().serving();
        if (wanted.rollbackOnFailure()
                && good.filter(release -> touched(state, failed, release, wanted))
                        .isPresent()) {
            return new Intent.Rollback(good.get(), Intent.Rollback.AUTOMATIC);
        }
        return new Intent.Blocked(failed);
    }

    /** Whether a host may serve something else than the good release, be it by this failure or by a release given up before. */
    private static boolean touched(State state, ReleaseRecord failed, ReleaseRecord good, Wanted wanted) {
        var run = state.run()
                .filter(ended -> ended.release().equals(Optional.of(failed.id()))
                        && !ended.steps().isEmpty());
        return state.hosts().stream()
                .filter(host -> host.state() == HostState.READY
                        && wanted.servedHosts().contains(host.name())
                        && !host.release().equals(Optional.of(good.id())))
                .anyMatch(host -> run.map(ended -> changed(ended, host, leftBefore(state, failed, good)))
                        .orElseGet(() -> host.formerRole().isEmpty()));
    }

    /** Whether a release between the two began to roll out, and was given up. */
    private static boolean leftBefore(State state, ReleaseRecord failed, ReleaseRecord good) {
        return state.history().releases().stream()
                .filter(release ->
                        release.revision() > good.revision() && !release.id().equals(failed.id()))
                .flatMap(release -> release.phases().stream())
                .anyMatch(progress -> progress.phase() == Phase.ROLLOUT
                        && progress.startedAt().isPresent());
    }

    private static boolean changed(Run run, HostRecord host, boolean leftBefore) {
        if (host.release().isPresent() || run.began(StepKind.ROLL_OUT, host.name())) {
            return true;
        }
        // Such a host names no release because it was given another role, or because it was found to differ from its
        // release.
        boolean unchanged = host.formerRole().isPresent() || (!run.began(StepKind.ROLL_OUT) && !leftBefore);
        return !unchanged && !newcomer(run, host);
    }

    /** A host that the failed run itself made ready, and got no further with, has never served. */
    private static boolean newcomer(Run run, HostRecord host) {
        return run.began(StepKind.BOOTSTRAP_HOST, host.name());
    }
}
