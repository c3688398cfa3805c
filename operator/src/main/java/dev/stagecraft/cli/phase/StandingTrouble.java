package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Optional;

/**
 * What kept the operator from going on when something was asked of it. The cause may be put right since: the same words are an
 * answer only when the operator has had the time to look again.
 */
final class StandingTrouble {
    private static final String STALLED = "Stalled";

    /** A change of what a resource refers to is seen within seconds. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final Optional<String> before;
    private final Duration patience;
    private final long asked = System.nanoTime();

    /** @param before the resource when it was asked, which is now */
    StandingTrouble(Stagecraft before) {
        this(before, LOOK);
    }

    StandingTrouble(Stagecraft before, Duration patience) {
        this.before = standing(before).map(StandingTrouble::words);
        this.patience = patience;
    }

    /** What keeps the operator from going on now, as an answer; empty also where it may be what there was before. */
    Optional<Condition> answer(Stagecraft now) {
        return standing(now).filter(stalled -> looked() || !before.equals(Optional.of(words(stalled))));
    }

    /** Whether the operator has had the time to look since it was asked. */
    boolean looked() {
        return System.nanoTime() - asked >= patience.toNanos();
    }

    private static Optional<Condition> standing(Stagecraft resource) {
        return Requests.condition(resource, STALLED)
                .filter(stalled -> stalled.getStatus().equals("True"));
    }

    private static String words(Condition stalled) {
        return stalled.getReason() + ": " + stalled.getMessage();
    }
}
