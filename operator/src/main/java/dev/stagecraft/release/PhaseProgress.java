package dev.stagecraft.release;

import dev.stagecraft.plan.Phase;
import java.time.Instant;
import java.util.Optional;

/** How far a phase of a release is, and why where that needs saying. */
public record PhaseProgress(
        Phase phase, PhaseState state, Optional<Instant> startedAt, Optional<Instant> finishedAt, String message) {

    /** A phase that did not run, and why. */
    public static PhaseProgress skipped(Phase phase, String why) {
        return new PhaseProgress(phase, PhaseState.SKIPPED, Optional.empty(), Optional.empty(), why);
    }

    /** A phase that has not begun. */
    public static PhaseProgress pending(Phase phase) {
        return new PhaseProgress(phase, PhaseState.PENDING, Optional.empty(), Optional.empty(), "");
    }
}
