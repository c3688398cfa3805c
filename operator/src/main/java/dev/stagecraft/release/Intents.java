package dev.stagecraft.release;

import java.util.Optional;

/** Decides what is to be served. The rules and their order are those of the rollback page in spec/. */
public final class Intents {
    private Intents() {}

    /**
     * What is wanted now.
     *
     * @param specHash the fingerprint of the normalised spec and all it refers to
     * @param inputsHash the fingerprint of what a release of it would serve, without image digests
     * @param rollbackOnFailure whether a release that failed on the hosts is rolled back by itself
     */
    public record Wanted(String specHash, String inputsHash, boolean rollbackOnFailure) {}

    /** The intent, first rule first. A rollback that was asked for must have been checked to exist. */
    public static Intent decide(State state, Wanted wanted, Optional<ReleaseRecord> askedRollback) {
        if (askedRollback.isPresent()) {
            return new Intent.Rollback(askedRollback.get(), "RolledBack");
        }
        var held = state.hold()
                .filter(hold -> hold.against().equals(wanted.specHash()))
                .flatMap(hold -> state.history().find(hold.serving()));
        if (held.isPresent()) {
            return heldRelease(held.get());
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

    /** The intent when somebody asks for a retry: no hold and no failure counts. */
    public static Intent retry(State state, Wanted wanted) {
        return state.history()
                .serving()
                .filter(release -> release.inputsHash().equals(wanted.inputsHash()))
                .<Intent>map(Intent.Serve::new)
                .orElseGet(Intent.Deploy::new);
    }

    private static Intent heldRelease(ReleaseRecord held) {
        return held.state() == ReleaseState.SUCCEEDED ? new Intent.Serve(held) : new Intent.Blocked(held);
    }

    /** A rollback that failed says nothing of the old spec it carries: that one may be served again. */
    private static boolean failedFor(Optional<ReleaseRecord> latest, Wanted wanted) {
        return latest.filter(release -> release.state() == ReleaseState.FAILED
                        && release.type() == ReleaseType.DEPLOY
                        && release.specHash().equals(wanted.specHash()))
                .isPresent();
    }

    private static Intent afterFailure(State state, ReleaseRecord failed, Wanted wanted) {
        var touched = state.run()
                .filter(run -> run.release().equals(Optional.of(failed.id())) && run.touchedContainers())
                .isPresent();
        var good = state.history().serving();
        if (wanted.rollbackOnFailure() && touched && good.isPresent()) {
            return new Intent.Rollback(good.get(), "RolloutFailed");
        }
        return new Intent.Blocked(failed);
    }
}
